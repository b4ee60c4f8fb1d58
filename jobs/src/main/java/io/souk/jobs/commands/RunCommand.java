package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk run}: the daily run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "The daily run: reads what has arrived, makes every table through a date, audits them, and publishes",
            "all of them in one step. A failed audit publishes nothing."
        },
        footer = {
            "",
            "Exit codes: 0 published, 1 failed, 2 usage, 3 an audit failed, 4 another run holds the lake.",
            "",
            "Example:",
            "  souk run --date 2019-12-31 --config conf/local.yaml",
            "  souk run --date yesterday --zone Asia/Shanghai --config conf/local.yaml"
        })
public final class RunCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private WriteOptions options;

    @ArgGroup(exclusive = false)
    private LakeOptions.SourceOptions source;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "D",
            description = "Business date, as YYYY-MM-DD, or 'yesterday' in the zone of --zone.")
    private String date;

    @Option(
            names = "--zone",
            paramLabel = "Z",
            defaultValue = "UTC",
            description = "IANA zone in which 'yesterday' is told. Default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    public RunCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        LocalDate day = day();
        Config config = source == null ? options.config() : options.config().withSources(source.sources());
        Runs.publish(
                environment,
                options,
                config,
                "run",
                (run, currency, startedAt) -> run.through(day, currency, startedAt));
        return 0;
    }

    private LocalDate day() {
        if (date.equals("yesterday")) {
            return environment.now().atZone(zone).toLocalDate().minusDays(1);
        }
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--date is '%s'. Write it as YYYY-MM-DD, for example 2019-12-31, or say yesterday.".formatted(date),
                    e);
        }
    }
}
