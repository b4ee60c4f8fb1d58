package io.souk.gold;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.struct;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Turns sums by day into the rows of a table: one call of plain Java for each key, with all of its days at hand. */
public final class Series {

    private static final String POINTS = "points";

    private Series() {}

    /** Makes the rows of one key. */
    public interface Maker extends Serializable {

        /**
         * Makes rows in the order of the table's columns; dates as epoch days.
         *
         * @param key the row of the key
         * @param days epoch days that have a point, in no order; a day may come several times: its values add up
         * @param points one array of values for each measure, beside {@code days}
         */
        Stream<Row> rows(Row key, int[] days, long[][] points);
    }

    /**
     * Makes a table from rows that hold a key and its points.
     *
     * @param keyed the key's columns, and {@code points}: an array of structs of a day and its measures
     * @param measures how many measures a point has
     */
    public static Dataset<Row> of(Table table, Dataset<Row> keyed, int measures, Maker maker) {
        // Dates travel as day numbers: that spares two calendar conversions for each row.
        StructType numbered = new StructType(table.columns().stream()
                .map(column -> DataTypes.createStructField(column.name(), asNumber(column), true))
                .toArray(StructField[]::new));
        Dataset<Row> made = keyed.sparkSession()
                .createDataFrame(keyed.toJavaRDD().flatMap(row -> make(row, measures, maker)), numbered);
        return made.select(table.columns().stream().map(Series::asDeclared).toArray(Column[]::new));
    }

    /** Points of rows that hold one day each: the key's columns, {@code sum_day} (epoch day), and the measures. */
    public static Dataset<Row> keyed(Dataset<Row> daily, List<String> key, List<String> measures) {
        Column point = struct(Stream.concat(Stream.of("sum_day"), measures.stream())
                .map(functions::col)
                .toArray(Column[]::new));
        return daily.groupBy(key.stream().map(functions::col).toArray(Column[]::new))
                .agg(collect_list(point).as(POINTS));
    }

    private static org.apache.spark.sql.types.DataType asNumber(TableColumn column) {
        return column.type().equals(DataTypes.DateType) ? DataTypes.IntegerType : column.type();
    }

    private static Column asDeclared(TableColumn column) {
        return column.type().equals(DataTypes.DateType)
                ? date_from_unix_date(column.col()).as(column.name())
                : column.col();
    }

    private static Iterator<Row> make(Row row, int measureCount, Maker maker) {
        List<Row> points = row.getList(row.fieldIndex(POINTS));
        int[] days = new int[points.size()];
        long[][] values = new long[measureCount][points.size()];
        for (int i = 0; i < days.length; i++) {
            Row point = points.get(i);
            days[i] = point.getInt(0);
            for (int measure = 0; measure < measureCount; measure++) {
                values[measure][i] = point.getLong(measure + 1);
            }
        }
        return maker.rows(row, days, values).iterator();
    }
}
