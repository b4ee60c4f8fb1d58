package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.split;

import io.souk.jobs.ingest.IngestSummary.StageReason;
import java.util.Comparator;
import java.util.HashMap;
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

    /** Counts further rows of a stage. */
    static void add(Map<StageReason, Long> total, String stage, Map<String, Long> rowsByReason) {
        rowsByReason.forEach((reason, rows) -> total.merge(new StageReason(stage, reason), rows, Long::sum));
    }

    /** Counts rows by their reasons, one to a line. */
    static Map<String, Long> of(Dataset<Row> rows, String reasonsByLine) {
        Map<String, Long> counts = new HashMap<>();
        rows.select(explode(split(col(reasonsByLine), "\n")).as("reason"))
                .groupBy("reason")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }

    static void add(Map<StageReason, Long> total, Map<StageReason, Long> further) {
        further.forEach((reason, rows) -> total.merge(reason, rows, Long::sum));
    }
}
