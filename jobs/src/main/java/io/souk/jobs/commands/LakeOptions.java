package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that opens a lake. */
public class LakeOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration: lake, sources, windows, segments. Default: none, and the options below.")
    private Path config;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            description = "Folder of the tables: a path, or an address such as hdfs://... Default: lake of --config.")
    private String lake;

    Config config() {
        return config == null ? Config.defaults() : Config.load(config);
    }

    /** The lake's small files, for which no Spark is started. */
    LakeFiles files(Environment environment, Config settings) {
        return files(environment, settings, root(settings));
    }

    /** The files of another place that the same settings open. */
    LakeFiles files(Environment environment, Config settings, String address) {
        environment.secrets().addFrom(settings.spark());
        return LakeFiles.at(address, settings.spark());
    }

    Lake open(Config settings) {
        return Lake.open(root(settings), settings.spark());
    }

    String root(Config settings) {
        if (lake != null) {
            return lake;
        }
        return settings.lake()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "No lake is named, and every command needs a place for its tables. Add --lake DIR, or 'lake: ./lake' to the configuration."));
    }

    /** A single source from the command line instead of those of the configuration. */
    static final class SourceOptions {

        @Option(
                names = "--source",
                paramLabel = "FILE",
                required = true,
                description = "Mapping of the source, for example conf/sources/olist.yaml.")
        private Path mapping;

        @Option(names = "--input", paramLabel = "DIR", required = true, description = "Folder of the source's files.")
        private String input;

        List<Config.Source> sources() {
            return List.of(new Config.Source(mapping, input));
        }
    }
}
