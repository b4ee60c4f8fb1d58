package io.souk.silver;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * What did each person do, in order of time? One row per person and generation: all of the person's orders and touches,
 * packed. Orders carry what was taken back of them since, so that a fold knows an order's whole fate when it meets it.
 * A run adds a generation: the timelines that it changed. Of each person the latest generation holds.
 */
public final class Timelines {

    /** Kind of a touch: sorts before an order of the same moment, since it counts for it. */
    public static final int TOUCH = 0;

    public static final int ORDER = 1;

    public static final TableColumn TIMELINE_ID =
            text("timeline_id", "Person; a guest's order has a timeline of its own");
    public static final TableColumn HAPPENED_AT = instant("happened_at", "When it happened");
    public static final TableColumn EVENT_KIND = integer("event_kind", "0 = touch, 1 = order", "Kind of event");
    public static final TableColumn EVENT_KEY = text("event_key", "Order or touch; breaks ties of time");
    public static final TableColumn REVERSALS = TableColumn.of(
            "reversals",
            DataTypes.createArrayType(DataTypes.createStructType(new StructField[] {
                DataTypes.createStructField("reversed_at", DataTypes.TimestampType, true),
                DataTypes.createStructField("refund_id", DataTypes.StringType, true),
                DataTypes.createStructField("reversal_date", DataTypes.DateType, true),
                DataTypes.createStructField("amount_minor", DataTypes.LongType, true)
            })),
            "minor units of the reporting currency",
            "Cancellation and refunds of the order, in order of time");

    public static final TableColumn EVENTS = TableColumn.of(
            "events", DataTypes.BinaryType, "", "Orders and touches in order of time, packed: see PackedTimeline");

    public static final Table TABLE = Table.silver("timelines")
            .owner("data")
            .question("What did each person do, in order of time?")
            .grain(TIMELINE_ID, Generations.RUN_NUMBER)
            .columns(count("event_count", "events", "Orders and touches; 0 where all were taken back"), EVENTS);

    /** One event of a timeline, before it is packed. */
    public static final List<TableColumn> EVENT = List.of(
            TIMELINE_ID,
            HAPPENED_AT,
            EVENT_KIND,
            Orders.PLATFORM,
            EVENT_KEY,
            text("platform_group", "Owner of the platform, where it owns several")
                    .optional(),
            Orders.BUYER_ID,
            date("business_date", "Date in the platform's time zone"),
            flag("counts_harmonised", "See silver.orders").optional(),
            flag("counts_reported", "See silver.orders").optional(),
            flag("is_paid", "Whether an order was paid").optional(),
            minorUnits("gmv_minor", "GMV of an order").optional(),
            text("city_tier", "Tier of an order's city").optional(),
            text("city", "City of an order").optional(),
            text("generation", "Generation of an order's buyer").optional(),
            text("gender", "Gender of an order's buyer").optional(),
            text("country", "Country of an order").optional(),
            REVERSALS.optional(),
            text("touch_type", "Type of a touch").optional(),
            text("channel", "Channel of a touch").optional(),
            text("sharer_type", "Kind of sharer of a touch").optional(),
            text("partner", "Partner of a touch").optional(),
            flag("is_own_share", "Whether a touch followed an own share").optional(),
            flag("is_paid_touch", "Whether a touch was paid for").optional(),
            text("sharer_id", "Who shared what a touch followed").optional());

    /** Parts that are sorted by themselves for each that is read: one of 128 MB becomes parts that fit into memory. */
    private static final int SORTED_AT_ONCE = 6;

    private Timelines() {}

    /**
     * Packs what every person did.
     *
     * @param events see {@link #events}
     * @param run number of the run that packs them
     */
    public static Dataset<Row> from(Dataset<Row> events, long run) {
        Dataset<Row> changes = steps(events, TimelineSteps.ADDED);
        int read = InternalRows.of(changes).getNumPartitions();
        return packed(changes, Math.max(tasks(), SORTED_AT_ONCE * read), run);
    }

    /**
     * Packs the timelines of which events changed, and only those.
     *
     * @param before rows of {@link #TABLE}: the timelines that change, as they were
     * @param removed events that are gone, or have changed; see {@link #events}
     * @param added events that are new, or as they have become
     */
    public static Dataset<Row> changed(Dataset<Row> before, Dataset<Row> removed, Dataset<Row> added, long run) {
        return packed(
                steps(removed, TimelineSteps.REMOVED)
                        .unionByName(steps(added, TimelineSteps.ADDED))
                        .unionByName(wholeTimelines(before)),
                tasks(),
                run);
    }

    private static Dataset<Row> steps(Dataset<Row> events, int change) {
        return events.withColumn(TimelineSteps.CHANGE, lit(change))
                .withColumn(TimelineSteps.OLD, lit(null).cast(EVENTS.type()));
    }

    private static Dataset<Row> wholeTimelines(Dataset<Row> timelines) {
        return conform(
                timelines,
                lit(TimelineSteps.PACKED).as(TimelineSteps.CHANGE),
                EVENTS.col().as(TimelineSteps.OLD));
    }

    private static Dataset<Row> packed(Dataset<Row> changes, int parts, long run) {
        Dataset<Row> steps = InternalRows.dataset(
                changes, InternalRows.of(changes).mapPartitions(TimelineSteps::of), TimelineSteps.SCHEMA);
        Dataset<Row> sorted = steps.repartition(parts, shiftright(col(TimelineSteps.PLACE), TimelineSteps.SECOND_BITS))
                .sortWithinPartitions(col(TimelineSteps.PLACE));
        // One task sorts and packs one part after the other: what it folds them into is made once.
        JavaRDD<InternalRow> timelines =
                InternalRows.of(sorted).coalesce(2 * tasks()).mapPartitions(rows -> TimelinePacker.pack(rows, run));
        return InternalRows.dataset(changes, timelines, TABLE.schema());
    }

    private static int tasks() {
        return SQLConf.get().numShufflePartitions();
    }

    /**
     * Puts orders and touches on one line per person: rows of {@link #EVENT}.
     *
     * @param orders silver orders
     * @param refunds silver refunds
     * @param touches silver touches
     * @param platforms bronze platforms, the latest of each
     */
    public static Dataset<Row> events(
            Dataset<Row> orders, Dataset<Row> refunds, Dataset<Row> touches, Dataset<Row> platforms) {
        return ordersOf(orders, refunds, platforms).unionByName(touchesOf(touches));
    }

    private static Dataset<Row> ordersOf(Dataset<Row> orders, Dataset<Row> refunds, Dataset<Row> platforms) {
        Dataset<Row> owners = platforms
                .groupBy("platform_group")
                .agg(org.apache.spark.sql.functions.count(lit(1)).as("platforms"))
                .where(col("platforms").gt(1))
                .select(col("platform_group"), lit(true).as("has_several"));
        Dataset<Row> refunded = refunds.where(
                        col("has_order").and(col("counted_minor").gt(0)))
                .groupBy("platform", "order_id")
                .agg(array_sort(collect_list(struct(
                                col("refunded_at").as("reversed_at"),
                                col("refund_id"),
                                col("refund_date").as("reversal_date"),
                                col("counted_minor").as("amount_minor"))))
                        .as("refunded"));
        Column cancellation = struct(
                col("cancelled_at").as("reversed_at"),
                lit("").as("refund_id"),
                col("cancelled_date").as("reversal_date"),
                col("gmv_minor").as("amount_minor"));
        Column nothing = lit(null).cast(REVERSALS.type());
        Column reversals = when(col("is_cancelled"), array(cancellation).cast(REVERSALS.type()))
                .otherwise(coalesce(col("refunded").cast(REVERSALS.type()), nothing));
        Column guest = concat_ws("/", lit("guest"), col("platform"), col("order_id"));
        return conform(orders.join(refunded, new String[] {"platform", "order_id"}, "left")
                .join(broadcast(owners), new String[] {"platform_group"}, "left")
                .withColumn("reversals", reversals)
                .withColumn("platform_group", when(col("has_several"), col("platform_group")))
                .withColumn("timeline_id", coalesce(col("person_id"), guest))
                .withColumn("happened_at", col("placed_at"))
                .withColumn("event_kind", lit(ORDER))
                .withColumn("event_key", col("order_id")));
    }

    private static Dataset<Row> touchesOf(Dataset<Row> touches) {
        return conform(touches.withColumn("timeline_id", col("person_id"))
                .withColumn("happened_at", col("touched_at"))
                .withColumn("event_kind", lit(TOUCH))
                .withColumn("event_key", col("touch_id")));
    }

    /** Fills the columns of the other kind of event with nulls. */
    private static Dataset<Row> conform(Dataset<Row> rows, Column... others) {
        java.util.Set<String> present = java.util.Set.of(rows.columns());
        Stream<Column> columns = EVENT.stream()
                .map(column -> (present.contains(column.name()) ? column.col() : lit(null))
                        .cast(column.type())
                        .as(column.name()));
        return rows.select(Stream.concat(columns, Stream.of(others)).toArray(Column[]::new));
    }
}
