package io.souk.architecture.offending.jobs.report;

import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

class ReadsATable {
    Dataset<Row> read(DataFrameReader reader) {
        return reader.table("gold.gmv");
    }
}
