package io.souk.jobs.ingest;

import io.souk.jobs.ingest.IngestSummary.StageReason;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts rejected rows by reason. */
final class Reasons {

    private Reasons() {}

    static Map<StageReason, Long> inOrder() {
        return new TreeMap<>(Comparator.comparing(StageReason::stage).thenComparing(StageReason::reason));
    }

    /** Counts further rows of a stage. */
    static void add(Map<StageReason, Long> total, String stage, Map<String, Long> rowsByReason) {
        rowsByReason.forEach((reason, rows) -> total.merge(new StageReason(stage, reason), rows, Long::sum));
    }

    static void add(Map<StageReason, Long> total, Map<StageReason, Long> further) {
        further.forEach((reason, rows) -> total.merge(reason, rows, Long::sum));
    }
}
