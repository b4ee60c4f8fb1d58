package io.souk.gold.sharing;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bround;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Do people buy together, and what does it save? Counting orders on the harmonised definition (paid, unflagged, of a
 * positive amount) by the size of their team: the number of accounts with a counting order in it, whenever they joined.
 * Sources name a team and not the size that it was meant to have, so a team is taken to be filled where at least two
 * accounts came together.
 *
 * <p>Prices are compared product by product: the units that teams bought of a product are valued at its average price for
 * those who bought it alone in the same month on the same platform. Units of a product that nobody bought alone are left
 * out of the comparison.
 */
public final class TeamBuys {

    /** Value of team_size for orders without a team. */
    public static final String SOLO = "solo";

    public static final TableColumn PURCHASE_MONTH = date(
            "purchase_month", "Calendar month of the orders, and of teams that of their first order; as its first day");
    public static final TableColumn TEAM_SIZE = text(
            "team_size", "Accounts in the team: 1, 2, 3, ...; all = all teams together; solo = orders without a team");

    public static final TableColumn TEAMS = count("teams", "teams", "Teams whose first order lies in the month");
    public static final TableColumn FILLED_TEAMS =
            count("filled_teams", "teams", "Of these, teams of at least two accounts");
    public static final TableColumn FILL_RATE =
            ratio("fill_rate", "filled_teams / teams").optional();
    public static final TableColumn HOURS_TO_FILL = TableColumn.of(
                    "median_hours_to_fill",
                    DataTypes.DoubleType,
                    "hours",
                    "Median over filled_teams of the time from the team's first order to its last one")
            .optional();
    public static final TableColumn ORDERS = count("orders", "orders", "Counting orders of the month");
    public static final TableColumn ORDERS_SHARE = ratio(
                    "orders_share", "orders / all counting orders of the platform and month")
            .optional();
    public static final TableColumn UNITS = count("units", "units", "Units in these orders");
    public static final TableColumn GMV = money("gmv", "GMV of these orders");
    public static final TableColumn UNIT_PRICE = money("unit_price", "gmv / units, rounded half-even to the hundredth")
            .optional();
    public static final TableColumn COMPARED_UNITS = count(
            "compared_units",
            "units",
            "Of units, those of products that somebody also bought alone in the month; 0 for solo");
    public static final TableColumn COMPARED_GMV = money("compared_gmv", "GMV of compared_units");
    public static final TableColumn SOLO_GMV = money(
            "compared_gmv_at_solo_prices",
            "compared_units at their products' average solo prices of the month, rounded half-even for each product");
    public static final TableColumn PRICE_AGAINST_SOLO = ratio(
                    "price_against_solo", "compared_gmv / compared_gmv_at_solo_prices: 0.8 = 20% cheaper than alone")
            .optional();

    public static final Table TABLE = Table.gold("team_buys")
            .owner("sales")
            .question("Do people buy in teams, how fast do teams fill, and what does it save?")
            .byMonthOf(PURCHASE_MONTH)
            .grain(PURCHASE_MONTH, Keys.PLATFORM, TEAM_SIZE)
            .columns(
                    TEAMS,
                    FILLED_TEAMS,
                    FILL_RATE,
                    HOURS_TO_FILL,
                    ORDERS,
                    ORDERS_SHARE,
                    UNITS,
                    GMV,
                    UNIT_PRICE,
                    COMPARED_UNITS,
                    COMPARED_GMV,
                    SOLO_GMV,
                    PRICE_AGAINST_SOLO);

    private static final double MICROS_PER_HOUR = 3_600_000_000.0;

    private static final List<String> SUMS = List.of(
            "teams", "filled_teams", "orders", "units", "gmv_minor", "compared_units", "compared_minor", "solo_minor");

    private TeamBuys() {}

    /**
     * Counts teams, and sets their prices against those of single orders.
     *
     * @param orders silver orders of whole months; only these months' rows are whole
     * @param teams see {@link #teams}; read twice
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> orders, Dataset<Row> teams, String currency) {
        Dataset<Row> facts = withTotals(priced(lines(orders, teams)).unionByName(opened(teams), true));
        Dataset<Row> summed = facts.groupBy("purchase_month", "platform", "team_size")
                .agg(
                        percentile(col("hours"), lit(0.5)).as("median_hours_to_fill"),
                        SUMS.stream()
                                .map(name -> coalesce(sum(name), lit(0L)).as(name))
                                .toArray(Column[]::new));
        Amounts amounts = Amounts.in(currency);
        var platform = Window.partitionBy("purchase_month", "platform");
        Column allOrders =
                sum(when(col("team_size").isin(SOLO, Keys.ALL), col("orders"))).over(platform);
        return TABLE.conform(summed.withColumn("fill_rate", ratioOf(col("filled_teams"), col("teams")))
                .withColumn("orders_share", ratioOf(col("orders"), allOrders))
                .withColumn("gmv", amounts.of(col("gmv_minor")))
                .withColumn(
                        "unit_price",
                        when(
                                col("units").gt(0),
                                bround(col("gmv").divide(col("units").cast("decimal(20,0)")), 2)))
                .withColumn("compared_gmv", amounts.of(col("compared_minor")))
                .withColumn("compared_gmv_at_solo_prices", amounts.of(col("solo_minor")))
                .withColumn("price_against_solo", ratioOf(col("compared_minor"), col("solo_minor"))));
    }

    private static Column ratioOf(Column part, Column whole) {
        return when(whole.notEqual(0), part.cast("double").divide(whole));
    }

    /**
     * One row per team: its size, its first date, and how long it took.
     *
     * @param orders silver orders of all months, at least those of teams that have an order in the months that count
     */
    public static Dataset<Row> teams(Dataset<Row> orders) {
        return orders.where(col("team_id").isNotNull().and(col("counts_harmonised")))
                .groupBy("platform", "team_id")
                .agg(
                        count_distinct(coalesce(col("buyer_id"), col("order_id")))
                                .as("members"),
                        min("business_date").as("opened_on"),
                        unix_micros(max("placed_at"))
                                .minus(unix_micros(min("placed_at")))
                                .as("micros"));
    }

    private static Dataset<Row> opened(Dataset<Row> teams) {
        Column isFilled = col("members").gt(1);
        return teams.select(
                trunc(col("opened_on"), "MM").as("purchase_month"),
                col("platform"),
                col("members").cast("string").as("team_size"),
                lit(1L).as("teams"),
                when(isFilled, 1L).otherwise(0L).as("filled_teams"),
                when(isFilled, col("micros").divide(MICROS_PER_HOUR)).as("hours"));
    }

    /** What was bought by month, platform, product and size of the team. */
    private static Dataset<Row> lines(Dataset<Row> orders, Dataset<Row> teams) {
        Dataset<Row> sized = orders.where(col("counts_harmonised"))
                .join(teams.select("platform", "team_id", "members"), new String[] {"platform", "team_id"}, "left")
                .select(
                        trunc(col("business_date"), "MM").as("purchase_month"),
                        col("platform"),
                        coalesce(col("members").cast("string"), lit(SOLO)).as("team_size"),
                        col("units").as("order_units"),
                        col("gmv_minor").as("order_gmv"),
                        posexplode_outer(col("lines")).as(new String[] {"position", "line"}));
        Column isMain = coalesce(col("position"), lit(0)).equalTo(0);
        return sized.groupBy(
                        col("purchase_month"),
                        col("platform"),
                        col("line.product_id").as("product_id"),
                        col("team_size"))
                .agg(
                        sum(when(isMain, 1L).otherwise(0L)).as("orders"),
                        sum(coalesce(col("line.units"), col("order_units"))).as("units"),
                        sum(coalesce(col("line.gmv_minor"), col("order_gmv"))).as("gmv_minor"));
    }

    /** The same with what the units of teams would have cost alone, where somebody bought the product alone. */
    private static Dataset<Row> priced(Dataset<Row> lines) {
        var product = Window.partitionBy("purchase_month", "platform", "product_id");
        Column isSolo = col("team_size").equalTo(SOLO);
        Column isCompared = col("product_id")
                .isNotNull()
                .and(col("team_size").notEqual(SOLO))
                .and(col("solo_units").gt(0))
                .and(col("solo_gmv").gt(0));
        Column atSoloPrice = bround(
                        col("units")
                                .cast("decimal(18,0)")
                                .multiply(col("solo_gmv").cast("decimal(20,0)"))
                                .divide(col("solo_units").cast("decimal(18,0)")),
                        0)
                .cast("bigint");
        return lines.withColumn("solo_units", sum(when(isSolo, col("units"))).over(product))
                .withColumn("solo_gmv", sum(when(isSolo, col("gmv_minor"))).over(product))
                .withColumn("compared_units", when(isCompared, col("units")).otherwise(0L))
                .withColumn("compared_minor", when(isCompared, col("gmv_minor")).otherwise(0L))
                .withColumn("solo_minor", when(isCompared, atSoloPrice).otherwise(0L))
                .drop("product_id", "solo_units", "solo_gmv");
    }

    private static Dataset<Row> withTotals(Dataset<Row> facts) {
        Column sizes = when(col("team_size").equalTo(SOLO), array(col("team_size")))
                .otherwise(array(col("team_size"), lit(Keys.ALL)));
        return facts.select(Stream.concat(
                        Stream.of(facts.columns())
                                .filter(name -> !name.equals("team_size"))
                                .map(name -> col(name)),
                        Stream.of(explode(sizes).as("team_size")))
                .toArray(Column[]::new));
    }
}
