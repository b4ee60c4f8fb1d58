package io.souk.gold.competition;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Amounts;
import io.souk.gold.DaySeries;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import io.souk.timeline.Sales;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Who leads? Each platform's part of buyers, paid orders and paid GMV in the window that ends on the date, on the
 * harmonised definition. Shares of one kind add up to 1 over platforms. Persons who use two platforms count on both, so
 * {@code penetration}, the part of all active persons, may add up to more.
 */
public final class MarketShare {

    public static final TableColumn BUYERS = count("buyers", "buyers", "Active buyers of the platform in the window");
    public static final TableColumn ORDERS = count("orders", "orders", "Paid orders placed in the window");
    public static final TableColumn GMV = money("gmv", "gmv_paid of the window");
    public static final TableColumn BUYERS_SHARE = ratio(
                    "buyers_share", "Part of the platforms' active buyers, multi-homers counted on each")
            .optional();
    public static final TableColumn PENETRATION = ratio(
                    "penetration", "Active buyers against persons active on any platform")
            .optional();
    public static final TableColumn ORDERS_SHARE =
            ratio("orders_share", "Part of the orders of all platforms").optional();
    public static final TableColumn GMV_SHARE =
            ratio("gmv_share", "Part of the GMV of all platforms").optional();
    public static final TableColumn RANK_BY_BUYERS =
            integer("rank_by_buyers", "rank", "1 = most active buyers; equals share a rank");
    public static final TableColumn RANK_BY_ORDERS =
            integer("rank_by_orders", "rank", "1 = most paid orders; equals share a rank");
    public static final TableColumn RANK_BY_GMV =
            integer("rank_by_gmv", "rank", "1 = largest GMV; equals share a rank");
    public static final TableColumn HHI = TableColumn.of(
                    "hhi",
                    DataTypes.DoubleType,
                    "points, 0 to 10,000",
                    "Herfindahl-Hirschman index of the market's GMV shares in per cent; the same on every platform's row")
            .optional();
    public static final TableColumn REASON = text(
                    "reason", "Why shares are null: no_base (nothing was sold on any platform)")
            .optional();

    public static final Table TABLE = Table.gold("market_share")
            .owner("competition")
            .question("Who leads by buyers, by orders and by GMV, and how concentrated is the market?")
            .byMonthOf(Keys.BUSINESS_DATE)
            .grain(Keys.BUSINESS_DATE, Keys.WINDOW_LENGTH, Keys.PLATFORM)
            .columns(
                    BUYERS,
                    ORDERS,
                    GMV,
                    BUYERS_SHARE,
                    PENETRATION,
                    ORDERS_SHARE,
                    GMV_SHARE,
                    RANK_BY_BUYERS,
                    RANK_BY_ORDERS,
                    RANK_BY_GMV,
                    HHI,
                    REASON);

    private static final Table SALES = Table.gold("window_sales")
            .grain(Keys.BUSINESS_DATE, Keys.WINDOW_LENGTH, Keys.PLATFORM)
            .columns(ORDERS, count("gmv_minor", "minor units", "Paid GMV of the window"));

    private MarketShare() {}

    /**
     * Sets the platforms side by side.
     *
     * @param activeBuyers gold.active_buyers, on the dates of the span
     * @param contributions rows of silver.contributions
     * @param windows window lengths that get rows
     * @param span dates that get rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(
            Dataset<Row> activeBuyers,
            Dataset<Row> contributions,
            List<String> windows,
            DateSpan span,
            String currency) {
        Dataset<Row> sales = sales(contributions, windows, span);
        Dataset<Row> totals = activeBuyers
                .where(col("as_of_date")
                        .between(lit(span.first()), lit(span.last()))
                        .and(col("definition").equalTo("harmonised"))
                        .and(col("segment_kind").equalTo(Keys.ALL)))
                .select(
                        col("as_of_date").as("business_date"),
                        col("window_length"),
                        col("platform"),
                        col("active_buyers"));
        Dataset<Row> buyers = totals.where(not(col("platform").equalTo(Keys.ALL))
                        .and(not(col("platform").startsWith(Keys.GROUP_PREFIX))))
                .withColumnRenamed("active_buyers", "buyers");
        Dataset<Row> persons = totals.where(col("platform").equalTo(Keys.ALL))
                .select(
                        col("business_date"),
                        col("window_length"),
                        col("active_buyers").as("persons"));
        String[] keys = {"business_date", "window_length", "platform"};
        Dataset<Row> sides = buyers.join(sales, keys, "full_outer")
                .join(persons, new String[] {"business_date", "window_length"}, "left")
                .na()
                .fill(0L, new String[] {"buyers", "orders", "gmv_minor"});
        return TABLE.conform(
                compared(sides).withColumn("gmv", Amounts.in(currency).of(col("gmv_minor"))));
    }

    private static Dataset<Row> compared(Dataset<Row> sides) {
        WindowSpec market = Window.partitionBy("business_date", "window_length");
        Column gmvShare = share(col("gmv_minor"), market);
        return sides.withColumn("buyers_share", share(col("buyers"), market))
                .withColumn("orders_share", share(col("orders"), market))
                .withColumn("gmv_share", gmvShare)
                .withColumn("penetration", part(col("buyers"), col("persons")))
                .withColumn(
                        "rank_by_buyers",
                        rank().over(market.orderBy(col("buyers").desc())))
                .withColumn(
                        "rank_by_orders",
                        rank().over(market.orderBy(col("orders").desc())))
                .withColumn(
                        "rank_by_gmv",
                        rank().over(market.orderBy(col("gmv_minor").desc())))
                .withColumn("hhi", sum(pow(col("gmv_share").multiply(100), 2)).over(market))
                .withColumn("reason", when(col("gmv_share").isNull(), Keys.NO_BASE));
    }

    private static Column share(Column figure, WindowSpec market) {
        return part(figure, sum(figure).over(market));
    }

    private static Column part(Column figure, Column whole) {
        return when(whole.gt(0), figure.cast("double").divide(whole.cast("double")));
    }

    /** Paid orders and GMV of every window, date and platform. */
    private static Dataset<Row> sales(Dataset<Row> contributions, List<String> windows, DateSpan span) {
        return Series.of(
                SALES,
                Contributions.of(contributions, Sales.SALES, "platform"),
                (key, points) -> windows.stream().flatMap(window -> salesRows(key, points, window, span)));
    }

    private static Stream<Object[]> salesRows(InternalRow key, Series.Points points, String windowName, DateSpan span) {
        io.souk.time.Window window = io.souk.time.Window.of(windowName);
        DaySeries orders = DaySeries.ofChanges(points.days(), points.measures()[Sales.PAID_ORDERS], span.lastDay());
        DaySeries gmv = DaySeries.ofChanges(points.days(), points.measures()[Sales.PAID_GMV], span.lastDay());
        return IntStream.rangeClosed(Math.max(span.firstDay(), orders.firstDay()), span.lastDay())
                .mapToObj(day -> {
                    int before = window.previousLastDay(day);
                    return new Object[] {
                        day,
                        UTF8String.fromString(windowName),
                        key.getUTF8String(0),
                        orders.on(day) - orders.on(before),
                        gmv.on(day) - gmv.on(before)
                    };
                });
    }
}
