package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.ops.Rollback;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk rollback}: yesterday's tables again. It starts no Spark. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the tables of an earlier run visible again, all of them in one step. Nothing is deleted: what was",
            "published since can be rolled forward to in the same way, and the next run goes on from what is visible."
        },
        footer = {
            "",
            "Exit codes: 0 published, 1 failed, 2 usage, 4 another run holds the lake.",
            "",
            "Example:",
            "  souk rollback --to run-2026-01-02T00-00-00Z --lake ./lake"
        })
public final class RollbackCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private LakeOptions options;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ID",
            description = "Id of the run, or number of its publication; 'souk status' lists them.")
    private String id;

    public RollbackCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = options.config();
        LakeFiles files = options.files(environment, config);
        try (RunLock lock = RunLock.take(files)) {
            Publication published = Rollback.to(files, id, environment.now());
            environment.event(
                    "published %s again, as number %d: %s to %s, %,d orders"
                            .formatted(
                                    published.runId(),
                                    published.number(),
                                    published.firstDate(),
                                    published.lastDate(),
                                    published.orders()),
                    Map.of("published", published.runId(), "number", published.number()));
        }
        return 0;
    }
}
