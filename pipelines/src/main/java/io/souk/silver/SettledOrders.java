package io.souk.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.zip_with;

import io.souk.bronze.OrderEvents;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Every order that events name, from one pass over the events: dated, described, valued, with its refunds, and with the
 * reasons for which it cannot be valued. {@link Orders}, {@link RejectedOrders} and {@link Refunds} are parts of it.
 *
 * <p>Columns: those of {@link Orders#TABLE}; {@code currency}; {@code reasons}, see {@link RejectedOrders#REASONS}, empty
 * where the order could be valued; {@code refunds}, see {@link OrderFold#REFUND}.
 */
public final class SettledOrders {

    private SettledOrders() {}

    /**
     * Folds events into orders.
     *
     * @param events bronze order events, as they arrived
     * @param last last business date that is seen
     * @param buyers who the accounts are: see {@link Buyers}
     * @param platforms bronze platforms, the latest of each
     * @param tiers tier by country and city: see {@link Buyers#tiers}
     * @param conversion rates by date and currency: see {@link Conversion}
     */
    public static Dataset<Row> from(
            Dataset<Row> events,
            LocalDate last,
            Buyers buyers,
            Dataset<Row> platforms,
            Dataset<Row> tiers,
            Conversion conversion) {
        Dataset<Row> orders = OrderFold.orders(Horizon.marked(last, events, OrderEvents.OCCURRED_AT.col(), platforms))
                .join(
                        broadcast(platforms.select("platform", "platform_group", "time_zone", "counting_basis")),
                        new String[] {"platform"},
                        "left");
        return valued(judged(orders, conversion), buyers, tiers, conversion);
    }

    static Column isValued() {
        return size(col("reasons")).equalTo(0);
    }

    private static Dataset<Row> judged(Dataset<Row> orders, Conversion conversion) {
        Dataset<Row> dated = orders.withColumn("business_date", BusinessDates.of(col("placed_at"), col("time_zone")))
                .withColumn("cancelled_date", BusinessDates.of(col("cancelled_at"), col("time_zone")));
        Column reasons = expr("array_compact(array("
                + "case when placed_at is null then 'never_placed' end, "
                + "case when time_zone is null then 'unknown_platform' end, "
                + "case when is_mixed then 'mixed_currencies' end, "
                + "case when seller_discount > list then 'discount_above_price' end, "
                + "case when business_date is not null and rate_to is null then 'no_fx_rate' end))");
        return conversion
                .withRates(dated, col("business_date"), col("currency"))
                .withColumn("reasons", reasons);
    }

    /** An amount of {@link OrderFold} as a decimal. */
    private static Column decimal(Column tenThousandths) {
        return tenThousandths
                .cast("decimal(20,0)")
                .multiply(lit(new BigDecimal("0.0001")))
                .cast(OrderFold.amountType());
    }

    private static Dataset<Row> valued(Dataset<Row> judged, Buyers buyers, Dataset<Row> tiers, Conversion conversion) {
        Dataset<Row> described = buyers.describe(judged, col("placed_at"));
        Dataset<Row> placed = described
                .withColumn("country", coalesce(col("order_country"), col("buyer_country"), lit(Buyers.UNKNOWN)))
                .withColumn("city", coalesce(col("order_city"), col("buyer_city"), lit(Buyers.UNKNOWN)));
        Dataset<Row> tiered = placed.join(broadcast(tiers), new String[] {"country", "city"}, "left")
                .withColumn("city_tier", coalesce(col("tier"), lit(Buyers.UNKNOWN)));

        Column gmv = conversion.minorUnits(decimal(col("list").minus(col("seller_discount"))));
        Dataset<Row> amounts = tiered.withColumn("list_minor", conversion.minorUnits(decimal(col("list"))))
                .withColumn("gmv_minor", gmv)
                .withColumn("subsidy_minor", conversion.minorUnits(decimal(col("platform_subsidy"))))
                .withColumn("shipping_minor", conversion.minorUnits(decimal(col("shipping_fee"))));
        Column isPaid = col("paid_at").isNotNull();
        Column isPositive = col("gmv_minor").gt(0);
        Column countsPlaced = col("counting_basis").equalTo("placed");
        Dataset<Row> settled = amounts.withColumn("storefront", coalesce(col("order_storefront"), lit("none")))
                .withColumn("seller_discount_minor", col("list_minor").minus(col("gmv_minor")))
                .withColumn("is_paid", isPaid)
                .withColumn("is_cancelled", isPaid.and(col("cancelled_at").isNotNull()))
                .withColumn(
                        "counts_harmonised", isPaid.and(not(col("is_flagged"))).and(isPositive))
                .withColumn(
                        "counts_reported",
                        isPositive.and(coalesce(countsPlaced, lit(false)).or(isPaid)))
                .withColumn("lines", lines());
        return settled.select(Stream.concat(
                        Arrays.stream(Orders.TABLE.made().fieldNames()).map(functions::col),
                        Stream.of(col("currency"), col("reasons"), col("refunds")))
                .toArray(Column[]::new));
    }

    /** The lines, largest first, with the order's amount apportioned over them. */
    private static Column lines() {
        Column amounts = transform(col("sold"), line -> line.getField("amount"));
        return zip_with(
                col("sold"),
                Apportioned.over(greatest(col("gmv_minor"), lit(0L)), amounts),
                (line, part) -> struct(
                        coalesce(line.getField("category"), lit(Buyers.UNKNOWN)).as("category"),
                        line.getField("product_id").as("product_id"),
                        line.getField("seller_id").as("seller_id"),
                        line.getField("quantity").as("units"),
                        part.as("gmv_minor")));
    }
}
