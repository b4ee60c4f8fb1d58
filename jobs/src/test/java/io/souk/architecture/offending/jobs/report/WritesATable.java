package io.souk.architecture.offending.jobs.report;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

class WritesATable {
    void write(Dataset<Row> rows) {
        rows.write().saveAsTable("gold.gmv");
    }
}
