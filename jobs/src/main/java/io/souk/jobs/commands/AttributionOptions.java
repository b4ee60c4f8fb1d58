package io.souk.jobs.commands;

import io.souk.jobs.attribute.AttributionInput;
import io.souk.jobs.attribute.EventFiles;
import io.souk.jobs.attribute.NamedColumn;
import io.souk.jobs.attribute.PathFile;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where {@code souk attribute} reads from: a file of paths, or one of touches and one of conversions. */
final class AttributionOptions {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            defaultValue = " > ",
            description =
                    "Between the touches of a path; '' where every path is one touch. Default: '${DEFAULT-VALUE}'.")
    private String separator;

    @Option(names = "--path-column", paramLabel = "NAME", description = "Default: path.")
    private String path;

    @Option(
            names = "--conversions-column",
            paramLabel = "NAME",
            description = "Default: total_conversions or conversions.")
    private String conversions;

    @Option(
            names = "--value-column",
            paramLabel = "NAME",
            description = "May be missing. Default: total_conversion_value or value; of --conversions: value.")
    private String value;

    @Option(
            names = "--nulls-column",
            paramLabel = "NAME",
            description = "Those who took the path and did not convert; may be missing. Default: total_null or nulls.")
    private String nulls;

    @Option(names = "--person-column", paramLabel = "NAME", description = "Of both files. Default: person.")
    private String person;

    @Option(names = "--time-column", paramLabel = "NAME", description = "Of both files. Default: time.")
    private String time;

    @Option(names = "--channel-column", paramLabel = "NAME", description = "Of --touches. Default: channel.")
    private String channel;

    @Option(
            names = "--lookback",
            paramLabel = "TIME",
            defaultValue = "30d",
            converter = DurationText.class,
            description =
                    "How long before a conversion a touch of --touches still counts: 30d, 12h, 45m. Default: ${DEFAULT-VALUE}.")
    private Duration lookback;

    static final class Source {

        @Option(
                names = "--paths",
                required = true,
                paramLabel = "FILE",
                description = "CSV or Parquet: a row for each path, with conversions, value and nulls.")
        private Path paths;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Events events;
    }

    static final class Events {

        @Option(
                names = "--touches",
                required = true,
                paramLabel = "FILE",
                description = "CSV or Parquet: a row for each touch, with person, time and channel.")
        private Path touches;

        @Option(
                names = "--conversions",
                required = true,
                paramLabel = "FILE",
                description = "CSV or Parquet: a row for each conversion, with person, time and, if known, value.")
        private Path conversions;
    }

    AttributionInput read(String direct) {
        if (source.events == null) {
            return PathFile.read(
                    source.paths,
                    new PathFile.Columns(
                            NamedColumn.of("--path-column", path, "path"),
                            NamedColumn.of("--conversions-column", conversions, "total_conversions", "conversions"),
                            NamedColumn.of("--value-column", value, "total_conversion_value", "value"),
                            NamedColumn.of("--nulls-column", nulls, "total_null", "nulls")),
                    separator);
        }
        return EventFiles.read(
                source.events.touches,
                source.events.conversions,
                new EventFiles.Columns(
                        NamedColumn.of("--person-column", person, "person"),
                        NamedColumn.of("--time-column", time, "time"),
                        NamedColumn.of("--channel-column", channel, "channel"),
                        NamedColumn.of("--value-column", value, "value")),
                lookback,
                direct);
    }
}
