package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.ops.RunMetrics;
import io.souk.jobs.ops.RunRecord;
import io.souk.jobs.ops.RunRecorder;
import io.souk.jobs.plan.Run;
import java.time.Instant;
import java.util.Map;

/** What commands that write share: lock, write down what is done, say how it ended. */
final class Runs {

    private Runs() {}

    /** Makes and publishes tables. */
    interface Body {
        Publication publish(Run run, String currency, Instant startedAt);
    }

    /** Does something to a lake and says what it did. */
    interface Deed {
        RunRecord on(Lake lake, RunRecorder recorder, Instant startedAt);
    }

    /** Reads what has arrived, makes tables and publishes them. */
    static void publish(Environment environment, WriteOptions options, Config config, String command, Body body) {
        locked(environment, options, config, command, (lake, recorder, startedAt) -> {
            Ingestion ingestion = new Ingestion(environment, lake, config);
            ingestion.run(recorder::read);
            Run run = new Run(lake, config, recorder);
            Publication publication = body.publish(run, ingestion.currency(), startedAt);
            environment.event(
                    "published %s: %s to %s, %,d orders, %d audits passed"
                            .formatted(
                                    publication.runId(),
                                    publication.firstDate(),
                                    publication.lastDate(),
                                    publication.orders(),
                                    publication.audits().size()),
                    Map.of(
                            "published", publication.runId(),
                            "number", publication.number(),
                            "last_date", publication.lastDate().toString(),
                            "orders", publication.orders()));
            return recorder.published(publication);
        });
    }

    private static void write(WriteOptions options, RunRecord record) {
        options.metrics().ifPresent(file -> RunMetrics.write(record, file));
    }

    /** Does something while nobody else writes; however it ends, a record of it stays in the lake. */
    static void locked(Environment environment, WriteOptions options, Config config, String command, Deed deed) {
        LakeFiles files = options.files(environment, config);
        // Who is turned away should not wait for Spark first.
        try (RunLock lock = RunLock.take(files)) {
            Instant startedAt = environment.now();
            RunRecorder recorder =
                    RunRecorder.begin(files, command, startedAt, environment.clock(), new ProgressLine(environment));
            try (Lake lake = options.open(config)) {
                lock.guarding(lake);
                RunRecord record = deed.on(lake, recorder, startedAt);
                lake.report(RunMetrics.figures(record));
                write(options, record);
            } catch (RuntimeException | Error e) {
                try {
                    write(options, recorder.failed(e, environment.secrets().hidden(Failure.message(e))));
                } catch (RuntimeException | Error unwritten) {
                    // What went wrong first is what matters: a full disk, say, takes no record either.
                    e.addSuppressed(unwritten);
                }
                throw e;
            }
        }
    }
}
