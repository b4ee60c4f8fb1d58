package io.souk.architecture.offending.silver;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

class MakesRows {
    Dataset<Row> make(Dataset<Row> rows) {
        JavaRDD<Row> partial = rows.toJavaRDD();
        return rows.sparkSession().createDataFrame(partial, rows.schema());
    }
}
