package io.souk.jobs.ops;

import io.souk.jobs.ingest.IngestSummary;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.ops.RunRecord.Outcome;
import io.souk.jobs.plan.AuditFailedException;
import io.souk.jobs.plan.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Writes down what a command does to a lake, and passes on to whoever watches. */
public final class RunRecorder implements Run.Progress {

    private final RunRecords records;
    private final RunRecord begun;
    private final Supplier<Instant> clock;
    private final Run.Progress watcher;
    private final Map<String, Instant> started = new ConcurrentHashMap<>();
    private final List<RunRecord.Step> steps = new ArrayList<>();
    private final List<RunRecord.Source> sources = new ArrayList<>();

    private RunRecorder(RunRecords records, RunRecord begun, Supplier<Instant> clock, Run.Progress watcher) {
        this.records = records;
        this.begun = begun;
        this.clock = clock;
        this.watcher = watcher;
    }

    /**
     * Begins a record.
     *
     * @param command what is run
     * @param watcher hears of every step too
     */
    public static RunRecorder begin(
            LakeFiles files, String command, Instant startedAt, Supplier<Instant> clock, Run.Progress watcher) {
        RunRecords records = new RunRecords(files);
        RunRecord begun = RunRecord.begun(command, startedAt);
        records.begin(begun);
        return new RunRecorder(records, begun, clock, watcher);
    }

    @Override
    public void step(int number, int of, String what) {
        started.put(what, clock.get());
        watcher.step(number, of, what);
    }

    @Override
    public synchronized void done(String what, long rows) {
        Instant now = clock.get();
        Instant since = started.getOrDefault(what, now);
        steps.add(new RunRecord.Step(what, Duration.between(since, now).toMillis(), rows));
        watcher.done(what, rows);
    }

    @Override
    public void note(String what) {
        watcher.note(what);
    }

    /** Takes down what was read of a source. */
    public synchronized void read(IngestSummary summary) {
        long rowsRead = 0;
        long accepted = 0;
        long quarantined = 0;
        long duplicates = 0;
        for (IngestSummary.StageTotal total : summary.stages()) {
            quarantined += total.quarantined();
            duplicates += total.duplicates();
            if (total.stage().equals(io.souk.bronze.IngestLog.READ)) {
                rowsRead += total.rowsIn();
            } else {
                accepted += total.accepted();
            }
        }
        sources.add(new RunRecord.Source(
                summary.source(), summary.batches(), summary.files(), rowsRead, accepted, quarantined, duplicates));
    }

    public RunRecord published(Publication publication) {
        return end(Outcome.PUBLISHED, "", publication.number(), List.of());
    }

    public RunRecord done(String message) {
        return end(Outcome.DONE, message, 0, List.of());
    }

    public RunRecord failed(Throwable failure, String message) {
        return failure instanceof AuditFailedException audits
                ? end(Outcome.AUDIT_FAILED, message, 0, audits.failed())
                : end(Outcome.FAILED, message, 0, List.of());
    }

    private synchronized RunRecord end(
            Outcome outcome, String message, long publication, List<Publication.AuditResult> failedAudits) {
        RunRecord ended = new RunRecord(
                begun.id(),
                begun.command(),
                begun.startedAt(),
                clock.get(),
                outcome,
                message,
                publication,
                List.copyOf(sources),
                List.copyOf(steps),
                failedAudits);
        records.end(ended);
        return ended;
    }
}
