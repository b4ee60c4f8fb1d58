package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.explode;

import io.souk.bronze.Quarantine;
import io.souk.jobs.ingest.IngestSummary.StageReason;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts rejected rows by reason. */
final class Reasons {

    private Reasons() {}

    static Map<StageReason, Long> inOrder() {
        return new TreeMap<>(Comparator.comparing(StageReason::stage).thenComparing(StageReason::reason));
    }

    /** Rejected rows by stage and reason; a row with two reasons counts under both. */
    static Map<StageReason, Long> of(Dataset<Row> rejected) {
        Map<StageReason, Long> counts = inOrder();
        rejected.select(
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
