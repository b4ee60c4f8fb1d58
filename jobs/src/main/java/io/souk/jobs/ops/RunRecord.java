package io.souk.jobs.ops;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a command did to a lake, written down when it ended.
 *
 * @param id the run's id; that of its publication where it published
 * @param command what was run: {@code run}, {@code backfill}, {@code ingest}, ...
 * @param outcome how it ended
 * @param message why it failed, or what it did, in a sentence
 * @param publication number of its publication; 0 where it published nothing
 * @param sources what it read
 * @param steps what it made and checked, in the order in which they ended
 * @param failedAudits the laws that did not hold
 */
public record RunRecord(
        String id,
        String command,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        String message,
        long publication,
        List<Source> sources,
        List<Step> steps,
        List<AuditResult> failedAudits) {

    /** How a command ended. */
    public enum Outcome {
        PUBLISHED,
        DONE,
        AUDIT_FAILED,
        FAILED,
        /** It began and wrote down no end: it is running, or was killed. */
        UNFINISHED
    }

    /**
     * What was read of a source.
     *
     * @param rowsRead records of its files
     * @param rowsAccepted rows that entered a table of bronze
     * @param rowsQuarantined records and rows that were rejected
     * @param rowsDuplicate rows equal to one that was accepted before
     */
    public record Source(
            String source,
            long batches,
            long files,
            long rowsRead,
            long rowsAccepted,
            long rowsQuarantined,
            long rowsDuplicate) {}

    /**
     * A step of a run.
     *
     * @param name what it did: {@code staging gold.gmv}
     * @param millis how long it took, in milliseconds; steps run side by side
     * @param rows rows that it wrote; 0 where it wrote none
     */
    public record Step(String name, long millis, long rows) {}

    static RunRecord begun(String command, Instant startedAt) {
        return new RunRecord(
                Publication.runId(startedAt),
                command,
                startedAt,
                startedAt,
                Outcome.UNFINISHED,
                "",
                0,
                List.of(),
                List.of(),
                List.of());
    }

    public Duration lasted() {
        return Duration.between(startedAt, endedAt);
    }
}
