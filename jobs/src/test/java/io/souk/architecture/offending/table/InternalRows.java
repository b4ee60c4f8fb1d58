package io.souk.architecture.offending.table;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Keeps the rules: the one class through which a pipeline comes back from an RDD. */
class InternalRows {
    Dataset<Row> dataset(org.apache.spark.sql.classic.Dataset<Row> from, RDD<InternalRow> rows) {
        return from.sparkSession().internalCreateDataFrame(rows, from.schema(), false);
    }
}
