package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code souk ingest}: reads what has arrived, and publishes nothing. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Reads files that have arrived into bronze, each exactly once.",
            "Rows that break a rule go to bronze.quarantine with every reason; exact duplicates are dropped and counted."
        },
        footer = {"", "Example:", "  souk ingest --source conf/sources/olist.yaml --input ./olist --lake ./lake"})
public final class IngestCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private WriteOptions options;

    @ArgGroup(exclusive = false)
    private LakeOptions.SourceOptions source;

    public IngestCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = withSource(options.config(), source);
        Runs.locked(environment, options, config, "ingest", (lake, recorder, startedAt) -> {
            new Ingestion(environment, lake, config).run(recorder::read);
            return recorder.done("");
        });
        return 0;
    }

    static Config withSource(Config config, LakeOptions.SourceOptions source) {
        Config chosen = source == null ? config : config.withSources(source.sources());
        if (chosen.sources().isEmpty()) {
            throw new IllegalArgumentException(
                    "No source is named, so there is nothing to read. Add --source FILE --input DIR, or sources to the configuration.");
        }
        return chosen;
    }
}
