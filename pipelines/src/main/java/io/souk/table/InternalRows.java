package io.souk.table;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The way between datasets and plain Java that works on rows in Spark's own form: text is {@code UTF8String}, a date is
 * its epoch day, a moment its microseconds. Nothing is copied or converted for a row.
 */
public final class InternalRows {

    private InternalRows() {}

    /** The rows of a dataset. A row holds only until the next one is taken. */
    public static JavaRDD<InternalRow> of(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .toRdd()
                .toJavaRDD();
    }

    /**
     * A dataset of rows that Java made.
     *
     * @param from any dataset of the same session
     * @param schema the types of the values, in the order of the rows' fields
     */
    public static Dataset<Row> dataset(Dataset<Row> from, JavaRDD<InternalRow> rows, StructType schema) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) from)
                .sparkSession()
                .internalCreateDataFrame(rows.rdd(), schema, false);
    }
}
