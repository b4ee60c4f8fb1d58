package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk backfill}: every date of a span at once. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Reads what has arrived and makes every table for a span of dates at once, then audits and publishes them.",
            "What is published already stays covered."
        },
        footer = {
            "",
            "Exit codes: 0 published, 1 failed, 2 usage, 3 an audit failed, 4 another run holds the lake.",
            "",
            "Example:",
            "  souk backfill --source conf/sources/online-retail.yaml --input ./online-retail --lake ./lake"
        })
public final class BackfillCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private WriteOptions options;

    @ArgGroup(exclusive = false)
    private LakeOptions.SourceOptions source;

    @Option(
            names = "--from",
            paramLabel = "A",
            description = "First business date. Default: the first one of the data.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "B", description = "Last business date. Default: the last one of the data.")
    private LocalDate to;

    public BackfillCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = source == null ? options.config() : options.config().withSources(source.sources());
        Runs.publish(
                environment,
                options,
                config,
                "backfill",
                (run, currency, startedAt) ->
                        run.over(Optional.ofNullable(from), Optional.ofNullable(to), currency, startedAt));
        return 0;
    }
}
