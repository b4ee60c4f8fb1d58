package io.souk.gold.sales;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.silver.Apportioned;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What was sold, and what is left of it? The bridge from everything placed to what stays sold, exact line by line:
 * gmv_placed - unpaid = gmv_paid; gmv_paid - cancelled - refunded_by_order_date = gmv_net; gmv_net - platform_subsidy =
 * gmv_net_of_subsidy. GMV is list price less the seller's discount; shipping is not part of it. An order counts once,
 * in the category of its largest line; units and amounts count in the category of their own line.
 */
public final class Gmv {

    public static final TableColumn STOREFRONT =
            text("storefront", "Sub-channel booked to the platform; none for the platform's own shop front");
    public static final TableColumn COUNTRY = text("country", "Country of delivery, else of the buyer; unknown");
    public static final TableColumn CITY_TIER = text("city_tier", "Tier of the buyer's city; unknown");
    public static final TableColumn CATEGORY = text("category", "Category of the line; unknown");

    public static final TableColumn ORDERS_PLACED = count("orders_placed", "orders", "Orders placed on the date");
    public static final TableColumn ORDERS_PAID = count("orders_paid", "orders", "Of these, orders paid since");
    public static final TableColumn GUEST_ORDERS =
            count("guest_orders", "orders", "Of the orders placed, those without a buyer account");
    public static final TableColumn FLAGGED_ORDERS =
            count("flagged_orders", "orders", "Of the orders placed, those suspected to be fake");
    public static final TableColumn UNITS = count("units", "units", "Units in the orders placed");
    public static final TableColumn GMV_PLACED =
            money("gmv_placed", "List price less seller discount of every order placed");
    public static final TableColumn UNPAID = money("unpaid", "Of gmv_placed, orders that were not paid");
    public static final TableColumn GMV_PAID = money("gmv_paid", "List price less seller discount of paid orders");
    public static final TableColumn CANCELLED =
            money("cancelled", "Of gmv_paid, orders cancelled after payment, on the order's date");
    public static final TableColumn REFUNDED_BY_ORDER_DATE = money(
            "refunded_by_order_date", "Refunds of orders of this date; refunds that name no order on their own date");
    public static final TableColumn REFUNDED_BY_REFUND_DATE =
            money("refunded_by_refund_date", "Refunds paid back on this date, whatever the order's date");
    public static final TableColumn PLATFORM_SUBSIDY =
            money("platform_subsidy", "What the platform paid towards the paid orders");
    public static final TableColumn GMV_NET = money("gmv_net", "gmv_paid - cancelled - refunded_by_order_date");
    public static final TableColumn GMV_NET_OF_SUBSIDY = money("gmv_net_of_subsidy", "gmv_net - platform_subsidy");

    public static final Table TABLE = Table.gold("gmv")
            .owner("sales")
            .question("What was sold, and what is left of it after cancellations, refunds and subsidies?")
            .byMonthOf(Keys.BUSINESS_DATE)
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, STOREFRONT, COUNTRY, CITY_TIER, CATEGORY)
            .columns(
                    ORDERS_PLACED,
                    ORDERS_PAID,
                    GUEST_ORDERS,
                    FLAGGED_ORDERS,
                    UNITS,
                    GMV_PLACED,
                    UNPAID,
                    GMV_PAID,
                    CANCELLED,
                    REFUNDED_BY_ORDER_DATE,
                    REFUNDED_BY_REFUND_DATE,
                    GMV_NET,
                    PLATFORM_SUBSIDY,
                    GMV_NET_OF_SUBSIDY);

    private static final List<String> COUNTS =
            List.of("orders_placed", "orders_paid", "guest_orders", "flagged_orders", "units");
    private static final List<String> AMOUNTS = List.of(
            "gmv_placed",
            "unpaid",
            "gmv_paid",
            "cancelled",
            "refunded_by_order_date",
            "refunded_by_refund_date",
            "platform_subsidy");
    private static final List<String> MEASURES =
            Stream.concat(COUNTS.stream(), AMOUNTS.stream()).toList();

    private Gmv() {}

    /**
     * Adds orders and refunds up by date, platform and what is known of them.
     *
     * @param orders silver orders
     * @param refunds silver refunds
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> orders, Dataset<Row> refunds, String currency) {
        return summed(facts(orders, refunds), currency);
    }

    /**
     * The same rows after some orders and refunds have changed: what they added is taken back, what they add now is added.
     *
     * @param before rows of {@link #TABLE} in the months that change, as they were
     * @param removed orders and refunds that are gone, or have changed, as they were
     * @param added orders and refunds that are new, or as they have become
     */
    public static Dataset<Row> changed(Dataset<Row> before, Sold removed, Sold added, String currency) {
        Amounts amounts = Amounts.in(currency);
        Dataset<Row> known = before;
        for (String amount : AMOUNTS) {
            known = known.withColumn(amount, amounts.minor(col(amount)));
        }
        Dataset<Row> takenBack = facts(removed.orders, removed.refunds);
        for (String measure : MEASURES) {
            takenBack = takenBack.withColumn(measure, lit(0L).minus(col(measure)));
        }
        return summed(
                known.select(facts())
                        .unionByName(takenBack.select(facts()))
                        .unionByName(facts(added.orders, added.refunds).select(facts())),
                currency);
    }

    /**
     * Orders and the refunds of the same orders.
     *
     * @param orders silver orders
     * @param refunds silver refunds
     */
    public record Sold(Dataset<Row> orders, Dataset<Row> refunds) {

        /** The first days of the months that the orders and refunds count in: column {@code business_month}. */
        public Dataset<Row> months() {
            Column[] dates = {col("order_date"), col("refund_date")};
            return orders.select(col("business_date").as("day"))
                    .unionAll(refunds.where(col("counted_minor").notEqual(0))
                            .select(functions.explode(array(dates)).as("day")))
                    .select(functions.trunc(col("day"), "MM").as(Table.MONTH.name()))
                    .distinct();
        }
    }

    private static Column[] facts() {
        return Stream.concat(TABLE.grainNames().stream(), MEASURES.stream())
                .map(functions::col)
                .toArray(Column[]::new);
    }

    private static Dataset<Row> facts(Dataset<Row> orders, Dataset<Row> refunds) {
        return orderFacts(orders).unionByName(refundFacts(orders, refunds), true);
    }

    /** Adds up facts in minor units. A row on which nothing was sold or paid back is no row. */
    private static Dataset<Row> summed(Dataset<Row> facts, String currency) {
        Column[] sums = MEASURES.stream()
                .map(measure -> coalesce(sum(measure), lit(0L)).as(measure))
                .toArray(Column[]::new);
        Column isSomething = MEASURES.stream()
                .map(measure -> col(measure).notEqual(0))
                .reduce(Column::or)
                .orElseThrow();
        Dataset<Row> minor = facts.groupBy(
                        TABLE.grainNames().stream().map(functions::col).toArray(Column[]::new))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .where(isSomething);
        Amounts amounts = Amounts.in(currency);
        Dataset<Row> major = minor;
        for (String amount : AMOUNTS) {
            major = major.withColumn(amount, amounts.of(col(amount)));
        }
        return TABLE.conform(major.withColumn(
                        "gmv_net", col("gmv_paid").minus(col("cancelled")).minus(col("refunded_by_order_date")))
                .withColumn("gmv_net_of_subsidy", col("gmv_net").minus(col("platform_subsidy"))));
    }

    private static Dataset<Row> orderFacts(Dataset<Row> orders) {
        Column subsidies = Apportioned.over(col("subsidy_minor"), lineWeights());
        Dataset<Row> lines = orders.withColumn("subsidies", subsidies)
                .select(
                        col("*"),
                        posexplode_outer(arrays_zip(col("lines"), col("subsidies")))
                                .as(new String[] {"position", "part"}));
        Column isMain = coalesce(col("position"), lit(0)).equalTo(0);
        Column gmv = coalesce(col("part.lines.gmv_minor"), col("gmv_minor"));
        Column subsidy = coalesce(col("part.subsidies"), col("subsidy_minor"));
        return lines.select(
                col("business_date"),
                col("platform"),
                col("storefront"),
                col("country"),
                col("city_tier"),
                coalesce(col("part.lines.category"), lit(Keys.UNKNOWN)).as("category"),
                one(isMain).as("orders_placed"),
                one(isMain.and(col("is_paid"))).as("orders_paid"),
                one(isMain.and(col("buyer_id").isNull())).as("guest_orders"),
                one(isMain.and(col("is_flagged"))).as("flagged_orders"),
                coalesce(col("part.lines.units"), col("units")).as("units"),
                gmv.as("gmv_placed"),
                where(not(col("is_paid")), gmv).as("unpaid"),
                where(col("is_paid"), gmv).as("gmv_paid"),
                where(col("is_cancelled"), gmv).as("cancelled"),
                where(col("is_paid"), subsidy).as("platform_subsidy"));
    }

    /** Refunds twice: on the order's date and on their own, split over the order's lines. */
    private static Dataset<Row> refundFacts(Dataset<Row> orders, Dataset<Row> refunds) {
        Dataset<Row> lines = orders.select("platform", "order_id", "lines");
        Dataset<Row> parts = refunds.where(col("counted_minor").notEqual(0))
                .join(lines, new String[] {"platform", "order_id"}, "left")
                .withColumn(
                        "parts",
                        Apportioned.over(col("counted_minor"), coalesce(lineWeights(), array().cast("array<bigint>"))))
                .withColumn("part", explode_outer(arrays_zip(col("lines"), col("parts"))))
                .withColumn("amount", coalesce(col("part.parts"), col("counted_minor")))
                .withColumn("category", coalesce(col("part.lines.category"), col("category")));
        Column[] place = {
            col("platform"), col("storefront"), col("country"), col("city_tier"), col("category"), col("amount")
        };
        Dataset<Row> byOrder = parts.select(col("order_date").as("business_date"), col("*"))
                .select(prepend(col("business_date"), place))
                .withColumnRenamed("amount", "refunded_by_order_date");
        Dataset<Row> byRefund = parts.select(col("refund_date").as("business_date"), col("*"))
                .select(prepend(col("business_date"), place))
                .withColumnRenamed("amount", "refunded_by_refund_date");
        return byOrder.unionByName(byRefund, true);
    }

    private static Column lineWeights() {
        return functions.transform(col("lines"), line -> line.getField("gmv_minor"));
    }

    private static Column one(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }

    private static Column where(Column condition, Column amount) {
        return when(condition, amount).otherwise(0L);
    }

    private static Column[] prepend(Column first, Column[] others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(Column[]::new);
    }
}
