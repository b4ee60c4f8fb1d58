package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.jobs.lake.Lake;
import io.souk.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares what a batch says it wrote with what its tables really hold. */
final class WrittenRows {

    private WrittenRows() {}

    /** The rows of a table that a batch wrote. */
    static Dataset<Row> of(Lake lake, Table table, BatchPlan plan) {
        return lake.read(table)
                .where(Contract.SOURCE_NAME
                        .col()
                        .equalTo(plan.source())
                        .and(Contract.INGEST_BATCH.col().equalTo(plan.batch())));
    }

    /**
     * Looks the batch up in the tables, file by file.
     *
     * @throws IllegalStateException where a table holds other rows than were accepted or rejected
     */
    static void verify(Lake lake, BatchPlan plan, BatchReader batch) {
        Map<String, Table> tables = new LinkedHashMap<>();
        Map<String, Map<String, Long>> expected = new LinkedHashMap<>();
        for (BatchReader.JudgedRows rows : batch.judged()) {
            Map<String, Long> accepted = new TreeMap<>();
            for (StageCount count : rows.counts()) {
                if (count.accepted() > 0) {
                    accepted.merge(count.file(), count.accepted(), Long::sum);
                }
            }
            tables.put(rows.contract().name(), rows.contract().table());
            expected.put(rows.contract().name(), accepted);
        }
        Map<String, Long> quarantined = new TreeMap<>();
        for (StageCount count : batch.counts()) {
            if (count.quarantined() > 0) {
                quarantined.merge(count.file(), count.quarantined(), Long::sum);
            }
        }
        tables.put(Quarantine.TABLE.name(), Quarantine.TABLE);
        expected.put(Quarantine.TABLE.name(), quarantined);

        Map<String, Dataset<Row>> written = new LinkedHashMap<>();
        tables.forEach((name, table) -> {
            if (lake.has(table)) {
                written.put(name, of(lake, table, plan));
            }
        });
        FileCounts held = FileCounts.of(written, Contract.SOURCE_FILE.col(), count(lit(1)));
        tables.forEach((name, table) -> compare(table, plan, expected.get(name), held.ofStage(name, 0)));
    }

    private static void compare(Table table, BatchPlan plan, Map<String, Long> expected, Map<String, Long> held) {
        if (!expected.equals(held)) {
            throw new IllegalStateException(
                    "Batch %d of %s should have put %s rows into %s, by file; the table holds %s. A file or the mapping was changed after the batch was begun: put it back as it was and run again. %s has no row of it, so the batch does not count yet"
                            .formatted(plan.batch(), plan.source(), expected, table, held, IngestLog.TABLE));
        }
    }
}
