package io.souk.gold;

import io.souk.silver.Contributions;
import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.timeline.DaySums;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;

/** Turns sums by day into the rows of a table: one call of plain Java for each key, with all of its days at hand. */
public final class Series {

    private static final String POINTS = Contributions.POINTS.name();

    private Series() {}

    /** Makes the rows of one key. */
    public interface Maker extends Serializable {

        /**
         * Makes rows in the order of the table's columns without the month, in Spark's own form: dates as epoch days, text as it comes from
         * the key.
         *
         * @param key the key's columns, in their order
         * @param points what the sums hold for it
         */
        Stream<Object[]> rows(InternalRow key, Points points);
    }

    /**
     * Measures by day, in order.
     *
     * @param days epoch days
     * @param measures one array of values for each measure, beside {@code days}
     */
    public record Points(int[] days, long[][] measures) {

        /** Adds up the packed days of a key, as {@link Contributions#of} collects them. */
        public static Points of(ArrayData packed) {
            DaySums sums = Contributions.sum(packed);
            int[] count = {0};
            sums.forEach((day, measures) -> count[0]++);
            int[] days = new int[count[0]];
            long[][] values = new long[DaySums.MEASURES][days.length];
            int[] at = {0};
            sums.forEach((day, measures) -> {
                days[at[0]] = day;
                for (int measure = 0; measure < measures.length; measure++) {
                    values[measure][at[0]] = measures[measure];
                }
                at[0]++;
            });
            return new Points(days, values);
        }
    }

    /**
     * Makes a table from rows that hold a key and its points.
     *
     * @param keyed the key's columns, and {@code points}: see {@link Contributions#of}
     */
    public static Dataset<Row> of(Table table, Dataset<Row> keyed, Maker maker) {
        String[] key = Arrays.stream(keyed.columns())
                .filter(name -> !name.equals(POINTS))
                .toArray(String[]::new);
        Dataset<Row> pointsLast = keyed.select(Stream.concat(Arrays.stream(key), Stream.of(POINTS))
                .map(functions::col)
                .toArray(Column[]::new));
        int at = key.length;
        return table.conform(InternalRows.dataset(
                keyed,
                InternalRows.of(pointsLast).flatMap(row -> rows(row, Points.of(row.getArray(at)), maker)),
                table.made()));
    }

    private static Iterator<InternalRow> rows(InternalRow row, Points points, Maker maker) {
        // The rows outlive the row that they are made of.
        return maker.rows(row.copy(), points)
                .<InternalRow>map(GenericInternalRow::new)
                .iterator();
    }
}
