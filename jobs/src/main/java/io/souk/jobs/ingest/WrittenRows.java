package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.Contract;
import io.souk.jobs.lake.Lake;
import io.souk.table.Table;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a table really holds of a batch. */
final class WrittenRows {

    private WrittenRows() {}

    /** The rows of a table that a batch wrote. */
    static Dataset<Row> of(Lake lake, Table table, BatchPlan plan) {
        return lake.read(table).where(isOf(plan));
    }

    /** Whether a row of bronze is of a batch. */
    static Column isOf(BatchPlan plan) {
        return Contract.SOURCE_NAME
                .col()
                .equalTo(plan.source())
                .and(Contract.INGEST_BATCH.col().equalTo(plan.batch()));
    }

    /** How many rows of each file a batch wrote into a table. */
    static Map<String, Long> byFile(Lake lake, Table table, BatchPlan plan) {
        return FileCounts.of(Map.of(table.name(), of(lake, table, plan)), Contract.SOURCE_FILE.col(), count(lit(1)))
                .ofStage(table.name(), 0);
    }
}
