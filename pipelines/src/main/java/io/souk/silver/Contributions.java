package io.souk.silver;

import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.xxhash64;

import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.Contribution;
import io.souk.timeline.Cube;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * What all persons add to the metrics: the sums of every contribution, from one shuffle by person and one sort. One row
 * per sum and key, with all of its days; what the key's parts and the measures mean is the contribution's business.
 */
public final class Contributions {

    public static final TableColumn SUM_NAME = text("sum_name", "Which sum the row belongs to");
    public static final TableColumn SUM_KEY = TableColumn.of(
            "sum_key", DataTypes.createArrayType(DataTypes.StringType, false), "", "The row's key, part by part");
    public static final TableColumn POINTS = TableColumn.of(
            "points",
            DataTypes.createArrayType(
                    DataTypes.createStructType(new StructField[] {
                        DataTypes.createStructField("day", DataTypes.IntegerType, false),
                        DataTypes.createStructField("m0", DataTypes.LongType, false),
                        DataTypes.createStructField("m1", DataTypes.LongType, false),
                        DataTypes.createStructField("m2", DataTypes.LongType, false),
                        DataTypes.createStructField("m3", DataTypes.LongType, false)
                    }),
                    false),
            "days since 1970; measures as the contribution says",
            "Measures by day. A day may come several times: its measures add up");

    public static final Table TABLE = Table.silver("contributions")
            .owner("growth")
            .question("What do all persons add to the metrics?")
            .grain(SUM_NAME, SUM_KEY)
            .columns(POINTS);

    private Contributions() {}

    /** Makes the contributions on the worker that folds; they need not be serialisable themselves. */
    public interface Factory extends Serializable {
        List<Contribution> contributions();
    }

    /**
     * Folds every timeline once.
     *
     * @param timelines rows of {@link Timelines#TABLE}
     * @param factory makes what is to be summed
     */
    public static Dataset<Row> from(Dataset<Row> timelines, Factory factory) {
        Dataset<Row> sorted = Timelines.TABLE
                .conform(timelines)
                .repartition(Timelines.TIMELINE_ID.col())
                // Numbers sort faster than texts, and few persons share a number.
                .sortWithinPartitions(
                        xxhash64(Timelines.TIMELINE_ID.col()),
                        Timelines.TIMELINE_ID.col(),
                        Timelines.HAPPENED_AT.col(),
                        Timelines.EVENT_KIND.col(),
                        Orders.PLATFORM.col(),
                        Timelines.EVENT_KEY.col());
        JavaRDD<InternalRow> partial = InternalRows.of(sorted)
                .mapPartitions(rows -> new TimelineFold(factory.contributions(), Cube.DEFAULT_CAPACITY).over(rows));
        Dataset<Row> rows = InternalRows.dataset(timelines, partial, TABLE.schema());
        return TABLE.conform(rows.groupBy("sum_name", "sum_key")
                .agg(flatten(collect_list("points")).as("points")));
    }

    /** The sums of one name with a row for each point: sum_key, day, m0 to m3. */
    public static Dataset<Row> points(Dataset<Row> contributions, String name) {
        return contributions.where(SUM_NAME.col().equalTo(name)).select(SUM_KEY.col(), inline(POINTS.col()));
    }
}
