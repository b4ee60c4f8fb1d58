package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.plan.Run;
import java.util.function.BiFunction;

/** What running commands share: lock, read, run, say what was published. */
final class Runs {

    private Runs() {}

    static Publication of(
            Environment environment, LakeOptions options, Config config, BiFunction<Run, String, Publication> body) {
        try (Lake lake = options.open(config);
                RunLock lock = RunLock.take(lake)) {
            Ingestion ingestion = new Ingestion(environment, lake, config);
            ingestion.run();
            Run run = new Run(lake, config, new ProgressLine(environment));
            Publication publication = body.apply(run, ingestion.currency());
            environment
                    .messages()
                    .printf(
                            "published %s: %s to %s, %,d orders, %d audits passed%n",
                            publication.runId(),
                            publication.firstDate(),
                            publication.lastDate(),
                            publication.orders(),
                            publication.audits().size());
            return publication;
        }
    }
}
