package io.souk.silver;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.souk.bronze.OrderEvents;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What was paid back? One row per refund event. The refunds of an order are valued together, at the rate of its date, so
 * that a full refund leaves nothing, in how many parts it ever comes; a refund that names no known order at the rate of its own date.
 *
 * <p>A refund counts up to what is left of its paid, uncancelled order, in order of time; what goes beyond (shipping,
 * goodwill, refunds of cancelled orders) is kept in excess_minor. A refund that names no known order counts in full.
 */
public final class Refunds {

    public static final TableColumn REFUND_ID =
            text("refund_id", "Order and event_id; the event_id alone where no order is named; else the content");
    public static final TableColumn ORDER_ID =
            text("order_id", "Order that was refunded, where named").optional();
    public static final TableColumn HAS_ORDER = flag("has_order", "Whether the order that it names is known");
    public static final TableColumn REFUNDED_AT = instant("refunded_at", "When it was paid back");
    public static final TableColumn REFUND_DATE = date("refund_date", "Date of refunded_at in the platform's time zone")
            .optional();
    public static final TableColumn ORDER_DATE = date(
                    "order_date", "Business date of the order; refund_date where the order is not known")
            .optional();
    public static final TableColumn REFUND_MINOR = minorUnits("refund_minor", "What was paid back");
    public static final TableColumn COUNTED_MINOR = minorUnits("counted_minor", "Of it, what reduces GMV");
    public static final TableColumn EXCESS_MINOR =
            minorUnits("excess_minor", "Of it, what goes beyond the order's GMV");

    public static final TableColumn REASON = text("reason", "Why it has no value: unknown_platform or no_fx_rate")
            .optional();

    public static final TableColumn COUNTED_ON =
            date("counted_on", "order_date; the date of refunded_at in UTC where the platform is not known");

    public static final Table TABLE = Table.silver("refunds")
            .owner("data")
            .question("What was paid back, and how much of it reduces GMV?")
            .byMonthOf(COUNTED_ON)
            .grain(Orders.PLATFORM, REFUND_ID)
            .columns(
                    ORDER_ID,
                    HAS_ORDER,
                    REFUNDED_AT,
                    REFUND_DATE,
                    ORDER_DATE,
                    REFUND_MINOR,
                    COUNTED_MINOR,
                    EXCESS_MINOR,
                    Orders.STOREFRONT,
                    Orders.COUNTRY,
                    Orders.CITY_TIER,
                    text("category", "Category where the refund names one; unknown"),
                    REASON,
                    COUNTED_ON);

    private Refunds() {}

    /**
     * Values refunds and sets them against their orders. A refund that cannot be valued keeps its row: its amounts are
     * zero and its reason says why.
     *
     * @param settled see {@link SettledOrders}
     * @param events bronze order events, as they arrived
     * @param last last business date that is seen
     * @param platforms bronze platforms, the latest of each
     */
    public static Dataset<Row> from(
            Dataset<Row> settled, Dataset<Row> events, LocalDate last, Dataset<Row> platforms, Conversion conversion) {
        Dataset<Row> named = settled.where(size(col("refunds")).gt(0))
                .select(
                        col("platform"),
                        col("order_id"),
                        col("storefront"),
                        col("country"),
                        col("city_tier"),
                        SettledOrders.isValued().as("has_order"),
                        when(SettledOrders.isValued(), col("business_date")).as("business_date"),
                        when(col("is_paid").and(not(col("is_cancelled"))), col("gmv_minor"))
                                .otherwise(0L)
                                .as("refundable_minor"),
                        inline(col("refunds")));
        Dataset<Row> matched = named.unionByName(nameless(events, last, platforms), true)
                .join(broadcast(platforms.select("platform", "time_zone")), new String[] {"platform"}, "left")
                .withColumn("refund_date", BusinessDates.of(col("refunded_at"), col("time_zone")))
                .withColumn("order_date", coalesce(col("business_date"), col("refund_date")));
        Column reason = when(col("refund_date").isNull(), "unknown_platform")
                .when(col("rate_to").isNull(), "no_fx_rate");
        Dataset<Row> valued = conversion
                .withRates(matched, col("order_date"), col("refund_currency"))
                .withColumn("reason", reason)
                .withColumn(
                        "refund_minor",
                        when(col("reason").isNull(), paidBack(conversion)).otherwise(0L));
        return TABLE.conform(counted(valued)
                .withColumn("counted_on", coalesce(col("order_date"), to_date(col("refunded_at"))))
                .withColumn("excess_minor", col("refund_minor").minus(col("counted_minor")))
                .withColumn("storefront", coalesce(ofOrder("storefront"), col("refund_storefront"), lit("none")))
                .withColumn("country", coalesce(ofOrder("country"), col("refund_country"), lit(Buyers.UNKNOWN)))
                .withColumn("city_tier", coalesce(ofOrder("city_tier"), lit(Buyers.UNKNOWN)))
                .withColumn("category", coalesce(col("refund_category"), lit(Buyers.UNKNOWN))));
    }

    /** Refunds that name no order: of several with the same event_id the latest arrival holds. */
    private static Dataset<Row> nameless(Dataset<Row> events, LocalDate last, Dataset<Row> platforms) {
        Dataset<Row> latest = Latest.of(
                List.of("platform", "event_type", "event_id"),
                events.where(OrderEvents.ORDER_ID.col().isNull()));
        return Horizon.upTo(last, latest, OrderEvents.OCCURRED_AT.col(), platforms)
                .select(
                        col("platform"),
                        lit(false).as("has_order"),
                        coalesce(col("event_id"), col("row_hash")).as("refund_id"),
                        col("occurred_at").as("refunded_at"),
                        col("refund_amount"),
                        col("currency").as("refund_currency"),
                        col("country").as("refund_country"),
                        col("storefront").as("refund_storefront"),
                        col("category").as("refund_category"));
    }

    /**
     * What an order's refunds come to so far, less what they came to before: rounded one by one, the parts of a full refund
     * would leave something.
     */
    private static Column paidBack(Conversion conversion) {
        Column amount = col("refund_amount").cast("decimal(28,4)");
        Column soFar = sum(amount)
                .over(Window.partitionBy("platform", "order_id", "refund_currency")
                        .orderBy("refunded_at", "refund_id")
                        .rowsBetween(Window.unboundedPreceding(), Window.currentRow()))
                .cast("decimal(28,4)");
        return when(col("has_order"), conversion.minorUnits(soFar).minus(conversion.minorUnits(soFar.minus(amount))))
                .otherwise(conversion.minorUnits(amount));
    }

    private static Dataset<Row> counted(Dataset<Row> valued) {
        var soFar = Window.partitionBy("platform", "order_id")
                .orderBy("refunded_at", "refund_id")
                .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        Column paidBack = sum(col("refund_minor")).over(soFar);
        Column before = paidBack.minus(col("refund_minor"));
        Column limit = col("refundable_minor");
        Column withinOrder = greatest(lit(0L), least(paidBack, limit).minus(least(before, limit)));
        Dataset<Row> named = valued.where(col("has_order")).withColumn("counted_minor", withinOrder);
        Dataset<Row> unnamed = valued.where(not(col("has_order"))).withColumn("counted_minor", col("refund_minor"));
        return named.unionByName(unnamed);
    }

    private static Column ofOrder(String name) {
        return when(col("has_order"), col(name));
    }
}
