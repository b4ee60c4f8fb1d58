package io.souk.gold;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import io.souk.table.Table;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Turns sums by day into the rows of a table: one call of plain Java for each key, with all of its days at hand. */
public final class Series {

    private static final String POINTS = "points";

    private Series() {}

    /** Makes the rows of one key. */
    public interface Maker extends Serializable {

        /**
         * Makes rows in the order of the table's columns.
         *
         * @param key the row of the key
         * @param days epoch days that have a point, rising
         * @param points one array of values for each measure, beside {@code days}
         */
        Stream<Row> rows(Row key, int[] days, long[][] points);
    }

    /**
     * Makes a table.
     *
     * @param sums rows with the key, {@code sum_day} and the measures
     * @param key columns of the key
     * @param measures columns of the measures
     */
    public static Dataset<Row> of(
            Table table, Dataset<Row> sums, List<String> key, List<String> measures, Maker maker) {
        Column point = struct(Stream.concat(
                        Stream.of(unix_date(functions.col("sum_day")).as("day")),
                        measures.stream().map(functions::col))
                .toArray(Column[]::new));
        Dataset<Row> grouped = sums.groupBy(key.stream().map(functions::col).toArray(Column[]::new))
                .agg(array_sort(collect_list(point)).as(POINTS));
        int measureCount = measures.size();
        return sums.sparkSession()
                .createDataFrame(grouped.toJavaRDD().flatMap(row -> make(row, measureCount, maker)), table.schema());
    }

    private static Iterator<Row> make(Row row, int measureCount, Maker maker) {
        List<Row> points = row.getList(row.fieldIndex(POINTS));
        int[] days = new int[points.size()];
        long[][] values = new long[measureCount][points.size()];
        for (int i = 0; i < days.length; i++) {
            days[i] = points.get(i).getInt(0);
            for (int measure = 0; measure < measureCount; measure++) {
                values[measure][i] = points.get(i).getLong(measure + 1);
            }
        }
        return maker.rows(row, days, values).iterator();
    }
}
