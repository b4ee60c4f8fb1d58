package io.souk.jobs.ingest;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.jobs.lake.Lake;
import io.souk.table.Table;
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
        Map<String, Long> quarantined = new TreeMap<>();
        for (StageCount count : batch.counts()) {
            if (count.quarantined() > 0) {
                quarantined.merge(count.stage() + " of " + count.file(), count.quarantined(), Long::sum);
            }
        }
        for (BatchReader.JudgedRows rows : batch.judged()) {
            Map<String, Long> accepted = new TreeMap<>();
            for (StageCount count : rows.counts()) {
                if (count.accepted() > 0) {
                    accepted.merge(count.file(), count.accepted(), Long::sum);
                }
            }
            Map<String, Long> held = new TreeMap<>();
            Table table = rows.contract().table();
            of(lake, table, plan)
                    .groupBy(Contract.SOURCE_FILE.name())
                    .count()
                    .collectAsList()
                    .forEach(row -> held.put(row.getString(0), row.getLong(1)));
            compare(table, plan, accepted, held);
        }
        Map<String, Long> held = new TreeMap<>();
        of(lake, Quarantine.TABLE, plan)
                .groupBy(Quarantine.STAGE.name(), Contract.SOURCE_FILE.name())
                .count()
                .collectAsList()
                .forEach(row -> held.put(row.getString(0) + " of " + row.getString(1), row.getLong(2)));
        compare(Quarantine.TABLE, plan, quarantined, held);
    }

    private static void compare(Table table, BatchPlan plan, Map<String, Long> expected, Map<String, Long> held) {
        if (!expected.equals(held)) {
            throw new IllegalStateException(
                    "Batch %d of %s should have put %s rows into %s, by file; the table holds %s. A file or the mapping was changed after the batch was begun: put it back as it was and run again. %s has no row of it, so the batch does not count yet"
                            .formatted(plan.batch(), plan.source(), expected, table, held, IngestLog.TABLE));
        }
    }
}
