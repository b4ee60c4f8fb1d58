package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.lake.Sweep;
import io.souk.jobs.ops.Compaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk maintain}: keeps a lake small. It starts Spark only where files are to be put together. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description = {
            "Puts small files together, and removes files that no version needs to which a rollback may lead: those of",
            "the last publications (--keep). Rows do not change."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 4 another run holds the lake.",
            "",
            "Example:",
            "  souk maintain --keep 30 --lake ./lake"
        })
public final class MaintainCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private WriteOptions options;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "So many of the last publications stay, and can be rolled back to. Default: ${DEFAULT-VALUE}.")
    private int keep;

    @Option(
            names = "--compact-from",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tables of so many files or more are compacted; 0 for none. Default: ${DEFAULT-VALUE}.")
    private int compactFrom;

    @Option(
            names = "--grace",
            paramLabel = "T",
            defaultValue = "1d",
            converter = DurationText.class,
            description =
                    "Files younger than this stay, and what was published so lately: a query may be reading them. Default: ${DEFAULT-VALUE}.")
    private Duration grace;

    public MaintainCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (keep < 1) {
            throw new IllegalArgumentException(
                    "--keep is %d, and what is published must stay. Name 1 or more.".formatted(keep));
        }
        Config config = options.config();
        LakeFiles files = options.files(environment, config);
        List<String> crowded = compactFrom == 0 ? List.of() : Compaction.crowded(files, compactFrom);
        if (!crowded.isEmpty()) {
            Runs.locked(environment, options, config, "maintain", (lake, recorder, startedAt) -> {
                List<String> compacted = Compaction.of(lake, crowded, startedAt, recorder);
                return recorder.done("compacted " + String.join(", ", compacted));
            });
        }
        try (RunLock lock = RunLock.take(files)) {
            Instant youngest = environment.now().minus(grace);
            Sweep.Swept swept = Sweep.of(
                    files, new Publications(files).newestOrShownAfter(keep, youngest), youngest, lock::requireAlive);
            environment
                    .messages()
                    .printf(
                            "%d tables compacted; %,d files of %,d bytes removed%n",
                            crowded.size(), swept.files(), swept.bytes());
        }
        return 0;
    }
}
