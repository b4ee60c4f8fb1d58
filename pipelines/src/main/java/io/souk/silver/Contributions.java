package io.souk.silver;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.Contribution;
import io.souk.timeline.Cube;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What all persons add to the metrics: the sums of every contribution, from one shuffle by person and one sort. One row
 * per sum, key and day; what the key's parts and the measures mean is the contribution's business.
 */
public final class Contributions {

    public static final TableColumn SUM_NAME = text("sum_name", "Which sum the row belongs to");
    public static final TableColumn SUM_KEY = TableColumn.of(
            "sum_key", DataTypes.createArrayType(DataTypes.StringType, false), "", "The row's key, part by part");
    public static final TableColumn SUM_DAY = date("sum_day", "Day of the row");

    public static final Table TABLE = Table.silver("contributions")
            .owner("growth")
            .question("What do all persons add to the metrics?")
            .grain(SUM_NAME, SUM_KEY, SUM_DAY)
            .columns(
                    count("m0", "as the contribution says", "First measure"),
                    count("m1", "as the contribution says", "Second measure"),
                    count("m2", "as the contribution says", "Third measure"),
                    count("m3", "as the contribution says", "Fourth measure"));

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
                .sortWithinPartitions(
                        Timelines.TIMELINE_ID.col(),
                        Timelines.HAPPENED_AT.col(),
                        Timelines.EVENT_KIND.col(),
                        Orders.PLATFORM.col(),
                        Timelines.EVENT_KEY.col());
        JavaRDD<Row> partial = ((org.apache.spark.sql.classic.Dataset<Row>) sorted)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> new TimelineFold(factory.contributions(), Cube.DEFAULT_CAPACITY).over(rows));
        Dataset<Row> rows = timelines.sparkSession().createDataFrame(partial, TABLE.schema());
        return TABLE.conform(rows.groupBy("sum_name", "sum_key", "sum_day")
                .agg(
                        sum("m0").as("m0"),
                        sum("m1").as("m1"),
                        sum("m2").as("m2"),
                        sum("m3").as("m3"))
                .where(Arrays.stream(new String[] {"m0", "m1", "m2", "m3"})
                        .map(measure -> col(measure).notEqual(0))
                        .reduce(org.apache.spark.sql.Column::or)
                        .orElseThrow()));
    }
}
