package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.ops.LakeStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk status}: how a lake stands. It starts no Spark. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how a lake stands: what is published, the last runs, how far each source has come, what was",
            "rejected, and how large the tables are."
        },
        footer = {"", "Example:", "  souk status --lake ./lake"})
public final class StatusCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private LakeOptions options;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many of the last runs. Default: ${DEFAULT-VALUE}.")
    private int runs;

    public StatusCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = options.config();
        LakeFiles files = options.files(environment, config);
        LakeStatus.of(files, runs).print(environment.results(), environment.now());
        return 0;
    }
}
