package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import java.time.LocalDate;
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
            "  souk run --date 2019-12-31 --config conf/local.yaml"
        })
public final class RunCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private WriteOptions options;

    @ArgGroup(exclusive = false)
    private LakeOptions.SourceOptions source;

    @Option(names = "--date", required = true, paramLabel = "D", description = "Business date, as YYYY-MM-DD.")
    private LocalDate date;

    public RunCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = source == null ? options.config() : options.config().withSources(source.sources());
        Runs.publish(
                environment,
                options,
                config,
                "run",
                (run, currency, startedAt) -> run.through(date, currency, startedAt));
        return 0;
    }
}
