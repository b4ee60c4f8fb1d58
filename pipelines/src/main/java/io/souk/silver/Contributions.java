package io.souk.silver;

import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.Contribution;
import io.souk.timeline.Cube;
import io.souk.timeline.DaySums;
import io.souk.timeline.PackedDays;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;

/**
 * What all persons add to the metrics: the sums of every contribution, from one pass over the timelines. A sum has rows by
 * key, each with all of its days; what the key's parts and the measures mean is the contribution's business. A key may
 * have several rows, which add up: a run adds the difference that it makes as further rows.
 */
public final class Contributions {

    public static final TableColumn SUM_NAME = text("sum_name", "Which sum the row belongs to");
    public static final TableColumn SUM_KEY = TableColumn.of(
            "sum_key", DataTypes.createArrayType(DataTypes.StringType), "", "The row's key, part by part");
    public static final TableColumn FIRST_DAY =
            integer("first_day", "days since 1970", "First day on which a measure is not zero");
    public static final TableColumn POINTS = TableColumn.of(
            "points", DataTypes.BinaryType, "", "Measures by day, packed: see PackedDays; rows of one key add up");

    public static final Table TABLE = Table.silver("contributions")
            .owner("data")
            .question("What do all persons together add to each metric, by day?")
            .columns(SUM_NAME, SUM_KEY, Generations.RUN_NUMBER, FIRST_DAY, POINTS);

    /** Column that {@link #inParts} adds. */
    public static final String PARTS = "parts";

    private Contributions() {}

    /** Makes the contributions on the worker that folds; they need not be serialisable themselves. */
    public interface Factory extends Serializable {
        List<Contribution> contributions();
    }

    /**
     * Folds every timeline once. Each key has one row, however many tasks have folded: every run reads them again.
     *
     * @param timelines rows of {@link Timelines#TABLE}, one for each person
     * @param factory makes what is to be summed
     * @param run number of the run
     */
    public static Dataset<Row> from(Dataset<Row> timelines, Factory factory, long run) {
        return merged(folded(timelines.select(Timelines.EVENTS.col(), lit(false)), factory, run), run);
    }

    /**
     * What changed timelines add, less what they added before.
     *
     * @param before the timelines that changed, as they were
     * @param after the same, as they are, and new ones
     */
    public static Dataset<Row> difference(Dataset<Row> before, Dataset<Row> after, Factory factory, long run) {
        // Both versions of a person one after the other: what did not change leaves nothing, however often sums are
        // handed on.
        Dataset<Row> both = before.select(
                        Timelines.TIMELINE_ID.col(),
                        Timelines.EVENTS.col(),
                        lit(true).as("is_taken_back"))
                .unionAll(after.select(Timelines.TIMELINE_ID.col(), Timelines.EVENTS.col(), lit(false)))
                .repartition(Timelines.TIMELINE_ID.col())
                .sortWithinPartitions(Timelines.TIMELINE_ID.col(), not(col("is_taken_back")))
                .select("events", "is_taken_back");
        return folded(both, factory, run);
    }

    private static Dataset<Row> folded(Dataset<Row> timelines, Factory factory, long run) {
        JavaRDD<InternalRow> sums = InternalRows.of(timelines)
                .mapPartitions(
                        rows -> new TimelineFold(factory.contributions(), Cube.DEFAULT_CAPACITY, run).over(rows));
        return InternalRows.dataset(timelines, sums, TABLE.schema());
    }

    /** The same sums with one row for each key. */
    public static Dataset<Row> merged(Dataset<Row> contributions, long run) {
        Dataset<Row> keyed =
                contributions.groupBy(SUM_NAME.col(), SUM_KEY.col()).agg(collect_list(POINTS.col()));
        JavaRDD<InternalRow> rows = InternalRows.of(keyed).flatMap(row -> {
            DaySums days = sum(row.getArray(2));
            return days.isZero()
                    ? java.util.Collections.emptyIterator()
                    : List.<InternalRow>of(new GenericInternalRow(new Object[] {
                                row.getUTF8String(0).clone(),
                                row.getArray(1).copy(),
                                run,
                                PackedDays.firstDay(days),
                                PackedDays.of(days)
                            }))
                            .iterator();
        });
        return InternalRows.dataset(contributions, rows, TABLE.schema());
    }

    /**
     * The rows of one sum: a column for each part of the key, and {@code points}, all packed days of the key.
     *
     * @param name which sum
     * @param key names for the parts of the key, in their order
     */
    public static Dataset<Row> of(Dataset<Row> contributions, String name, String... key) {
        Column[] parts = IntStream.range(0, key.length)
                .mapToObj(part -> get(SUM_KEY.col(), lit(part)).as(key[part]))
                .toArray(Column[]::new);
        Column[] selected =
                Stream.concat(Stream.of(parts), Stream.of(POINTS.col())).toArray(Column[]::new);
        Column[] names = Stream.of(key).map(part -> col(part)).toArray(Column[]::new);
        return contributions
                .where(SUM_NAME.col().equalTo(name))
                .select(selected)
                .groupBy(names)
                .agg(collect_list(POINTS.col()).as(POINTS.name()));
    }

    /**
     * The rows of one sum whose keys end in the name of a part: a column for each part of the key but that, and {@code
     * parts}, an array of all parts by name, with their packed days. A name may come several times: its days add up.
     *
     * @param name which sum
     * @param key names for the parts of the key before the last one, in their order
     */
    public static Dataset<Row> inParts(Dataset<Row> contributions, String name, String... key) {
        Column part = struct(get(SUM_KEY.col(), lit(key.length)).as("part"), POINTS.col());
        Column[] names = Stream.of(key).map(word -> col(word)).toArray(Column[]::new);
        return contributions
                .where(SUM_NAME.col().equalTo(name))
                .select(Stream.concat(
                                IntStream.range(0, key.length)
                                        .mapToObj(at ->
                                                get(SUM_KEY.col(), lit(at)).as(key[at])),
                                Stream.of(part.as("part")))
                        .toArray(Column[]::new))
                .groupBy(names)
                .agg(collect_list(col("part")).as(PARTS));
    }

    /** Adds up the parts of a key, as {@link #inParts} collects them: its days by name of the part. */
    public static SortedMap<String, DaySums> parts(ArrayData collected) {
        SortedMap<String, DaySums> parts = new TreeMap<>();
        for (int i = 0; i < collected.numElements(); i++) {
            InternalRow part = collected.getStruct(i, 2);
            PackedDays.addTo(parts.computeIfAbsent(part.getString(0), name -> new DaySums()), part.getBinary(1));
        }
        return parts;
    }

    /** Adds up the packed days of a key, as {@link #of} collects them. */
    public static DaySums sum(ArrayData packed) {
        DaySums days = new DaySums();
        for (int i = 0; i < packed.numElements(); i++) {
            PackedDays.addTo(days, packed.getBinary(i));
        }
        return days;
    }
}
