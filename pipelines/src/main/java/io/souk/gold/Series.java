package io.souk.gold;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import io.souk.silver.Contributions;
import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.timeline.DaySums;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            return of(Contributions.sum(packed));
        }

        /** The days of a row. */
        public static Points of(DaySums sums) {
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

        /** Reads an array of structs of a day and its measures, all of them; in the array's order. */
        static Points of(ArrayData array, int measureCount) {
            int[] days = new int[array.numElements()];
            long[][] measures = new long[measureCount][days.length];
            for (int i = 0; i < days.length; i++) {
                InternalRow point = array.getStruct(i, measureCount + 1);
                days[i] = point.getInt(0);
                for (int measure = 0; measure < measureCount; measure++) {
                    measures[measure][i] = point.getLong(measure + 1);
                }
            }
            return new Points(days, measures);
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

    /** Makes the rows of one key whose sums have several parts. */
    public interface PartsMaker extends Serializable {

        /**
         * Makes rows, as {@link Maker#rows} does.
         *
         * @param parts what the sums hold for the key, by the name of the part; a part without a day may be missing
         */
        Stream<Object[]> rows(InternalRow key, Map<String, Points> parts);
    }

    /**
     * Makes a table from rows that hold a key and the parts of its sums.
     *
     * @param keyed the key's columns, and {@code parts}: see {@link Contributions#inParts}
     */
    public static Dataset<Row> ofParts(Table table, Dataset<Row> keyed, PartsMaker maker) {
        int at = Arrays.asList(keyed.columns()).indexOf(Contributions.PARTS);
        return table.conform(InternalRows.dataset(
                keyed,
                InternalRows.of(keyed).flatMap(row -> {
                    Map<String, Points> parts = new TreeMap<>();
                    Contributions.parts(row.getArray(at)).forEach((name, days) -> parts.put(name, Points.of(days)));
                    return maker.rows(row.copy(), parts)
                            .<InternalRow>map(GenericInternalRow::new)
                            .iterator();
                }),
                table.made()));
    }

    /**
     * Makes a table from rows that hold one day each of a figure that is no contribution.
     *
     * @param daily the key's columns, {@code sum_day} (epoch day), and the measures
     */
    public static Dataset<Row> ofDays(
            Table table, Dataset<Row> daily, List<String> key, List<String> measures, Maker maker) {
        Column point = struct(Stream.concat(Stream.of("sum_day"), measures.stream())
                .map(functions::col)
                .toArray(Column[]::new));
        Dataset<Row> keyed = daily.groupBy(key.stream().map(functions::col).toArray(Column[]::new))
                .agg(collect_list(point).as(POINTS));
        return table.conform(InternalRows.dataset(
                keyed,
                InternalRows.of(keyed)
                        .flatMap(row -> rows(row, Points.of(row.getArray(key.size()), measures.size()), maker)),
                table.made()));
    }

    private static Iterator<InternalRow> rows(InternalRow row, Points points, Maker maker) {
        // The rows outlive the row that they are made of.
        return maker.rows(row.copy(), points)
                .<InternalRow>map(GenericInternalRow::new)
                .iterator();
    }
}
