package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Transaction;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.TimestampType;

/**
 * What a batch puts into one table, once.
 *
 * @param rows all columns but {@code source_name} and {@code ingest_batch}
 * @param rowsByFile how many rows of each file they are; files without rows are not named
 */
record TableWrite(Table table, Dataset<Row> rows, Map<String, Long> rowsByFile) {

    /** As many rows as one file of a bronze table holds. */
    private static final long ROWS_PER_FILE = 500_000;

    /** The writes of a batch, but for its log: the contracts, then the quarantine. */
    static List<TableWrite> of(BatchPlan plan, BatchReader batch) {
        List<TableWrite> writes = new ArrayList<>();
        for (BatchReader.JudgedRows rows : batch.judged()) {
            Map<String, Long> accepted = new TreeMap<>();
            rows.counts().forEach(count -> add(accepted, count.file(), count.accepted()));
            writes.add(new TableWrite(rows.contract().table(), rows.accepted(), accepted));
        }
        Map<String, Long> quarantined = new TreeMap<>();
        batch.counts().forEach(count -> add(quarantined, count.file(), count.quarantined()));
        Dataset<Row> rejected = batch.rejected().withColumn(Quarantine.QUARANTINED_AT.name(), lit(plan.arrivedAt()));
        writes.add(new TableWrite(Quarantine.TABLE, rejected, quarantined));
        return writes;
    }

    private static void add(Map<String, Long> rows, String file, long count) {
        if (count > 0) {
            rows.merge(file, count, Long::sum);
        }
    }

    long count() {
        return rowsByFile.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Writes the rows where the batch has not written them yet, and sees that the table holds just them.
     *
     * @throws IllegalStateException where it holds others
     */
    void write(Lake lake, BatchPlan plan) {
        Transaction once = new Transaction("ingest/%s/%s".formatted(plan.source(), table.name()), plan.batch());
        Dataset<Row> whole = inOrderOfTime(rows.withColumn(Contract.SOURCE_NAME.name(), lit(plan.source()))
                .withColumn(Contract.INGEST_BATCH.name(), lit(plan.batch()))
                .coalesce((int) (count() / ROWS_PER_FILE + 1)));
        if (lake.holds(table, once)) {
            if (!rowsByFile.equals(WrittenRows.byFile(lake, table, plan))) {
                // A file was delivered anew, or taken away, after the batch was begun: it is no longer of this batch.
                lake.replaceOwn(table, whole, WrittenRows.isOf(plan));
                requireRows(plan, WrittenRows.byFile(lake, table, plan));
            }
            return;
        }
        if (count() == 0) {
            return;
        }
        long added = lake.append(table, whole, once).rows();
        if (added != count()) {
            requireRows(plan, WrittenRows.byFile(lake, table, plan));
        }
    }

    /** Who asks for what happened since a moment need not read the pages of a file that lie before it. */
    private Dataset<Row> inOrderOfTime(Dataset<Row> whole) {
        Column[] moments = table.columns().stream()
                .filter(column -> column.type() instanceof TimestampType && column.isRequired())
                .map(TableColumn::col)
                .toArray(Column[]::new);
        return moments.length == 0 ? whole : whole.sortWithinPartitions(moments);
    }

    private void requireRows(BatchPlan plan, Map<String, Long> held) {
        if (!rowsByFile.equals(held)) {
            throw new IllegalStateException(
                    "Batch %d of %s should have put %s rows into %s, by file; the table holds %s. A file or the mapping was changed after the batch was begun: put it back as it was and run again. %s has no row of it, so the batch does not count yet"
                            .formatted(plan.batch(), plan.source(), rowsByFile, table, held, IngestLog.TABLE));
        }
    }
}
