package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.explode;

import io.souk.bronze.Quarantine;
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

    /** Rejected rows by stage and reason; a row with two reasons counts under both. */
    static Map<StageReason, Long> of(BatchReader batch) {
        Map<StageReason, Long> counts = inOrder();
        if (batch.counts().stream().allMatch(count -> count.quarantined() == 0)) {
            return counts;
        }
        batch.rejected()
                .select(
                        Quarantine.STAGE.col(),
                        explode(Quarantine.REASONS.col()).as("reason"))
                .groupBy(Quarantine.STAGE.name(), "reason")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(new StageReason(row.getString(0), row.getString(1)), row.getLong(2)));
        return counts;
    }

    static void add(Map<StageReason, Long> total, Map<StageReason, Long> further) {
        further.forEach((reason, rows) -> total.merge(reason, rows, Long::sum));
    }
}
