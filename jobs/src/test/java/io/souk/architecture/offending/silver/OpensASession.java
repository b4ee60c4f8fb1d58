package io.souk.architecture.offending.silver;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

class OpensASession {
    Dataset<Row> read(Dataset<Row> rows) {
        return rows.sparkSession().read().table("gold.gmv");
    }
}
