package io.souk.gold.attribution;

import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bround;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.silver.ChannelSpending;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.AttributionModel;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What did an order cost, and what did money spent bring back? Spend by date, platform and channel beside the credit of
 * the channel by each model. Of days with credit and no spend, and of days with spend and no credit, there are rows too:
 * so a ratio of any period is the sum of one column over the sum of another, and the ratios of single days need not be
 * averaged. A lake without any spend has no rows.
 *
 * <p>A day's credit belongs to orders of the day, its spend to touches that may lead to orders for weeks: ratios of
 * single days swing, those of months mean something.
 */
public final class ChannelSpend {

    /** Values of {@code reason}. */
    public static final String NO_SPEND = "no_spend";

    public static final String NO_RATE = "no_rate";

    public static final String NO_ORDERS = "no_orders";

    public static final TableColumn SPEND = money(
                    "spend", "What was spent on the channel on the date; null where none is given")
            .optional();
    public static final TableColumn CREDITED_NET =
            money("credited_net", "credited_gmv less what cancellations and refunds of the date took back");
    public static final TableColumn COST_PER_ORDER = money(
                    "cost_per_order", "spend / credited_orders, rounded half-even; null where reason says why")
            .optional();
    public static final TableColumn RETURN_ON_AD_SPEND = ratio(
                    "return_on_ad_spend", "credited_gmv / spend; null where nothing is known to have been spent")
            .optional();
    public static final TableColumn REASON = text(
                    "reason",
                    "Why cost_per_order is null: no_spend (none is given, or zero), no_rate (an amount could not be converted), no_orders")
            .optional();

    public static final Table TABLE = Table.gold("channel_spend")
            .owner("marketing")
            .question("What did an order cost by channel, and what did money spent bring back?")
            .byMonthOf(Keys.BUSINESS_DATE)
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, ChannelAttribution.MODEL, ChannelAttribution.CHANNEL)
            .columns(
                    SPEND,
                    ChannelAttribution.CREDITED_ORDERS,
                    ChannelAttribution.CREDITED_GMV,
                    CREDITED_NET,
                    COST_PER_ORDER,
                    RETURN_ON_AD_SPEND,
                    REASON);

    private static final int MILLION = 1_000_000;

    private ChannelSpend() {}

    /**
     * Puts spend beside credit.
     *
     * @param credit rows of gold.channel_attribution
     * @param spend see {@link ChannelSpending#by}; of the same dates
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> credit, Dataset<Row> spend, String currency) {
        Column[] models = Arrays.stream(AttributionModel.values())
                .map(model -> lit(model.text()))
                .toArray(Column[]::new);
        Dataset<Row> earned = credit.select(
                Keys.BUSINESS_DATE.col(),
                Keys.PLATFORM.col(),
                ChannelAttribution.MODEL.col(),
                ChannelAttribution.CHANNEL.col(),
                lit(null).cast("bigint").as(ChannelSpending.SPEND_MINOR),
                lit(0L).as(ChannelSpending.UNCONVERTED),
                col("credited_orders"),
                col("credited_gmv"),
                col("credited_net"));
        Column nothing = lit(0);
        Dataset<Row> spent = spend.select(
                Keys.BUSINESS_DATE.col(),
                Keys.PLATFORM.col(),
                explode(array(models)).as("model"),
                ChannelAttribution.CHANNEL.col(),
                col(ChannelSpending.SPEND_MINOR),
                col(ChannelSpending.UNCONVERTED),
                nothing.cast(ChannelAttribution.CREDITED_ORDERS.type()),
                nothing.cast(ChannelAttribution.CREDITED_GMV.type()),
                nothing.cast(CREDITED_NET.type()));
        Dataset<Row> sums = earned.unionAll(spent)
                .groupBy("business_date", "platform", "model", "channel")
                .agg(
                        sum(ChannelSpending.SPEND_MINOR).as(ChannelSpending.SPEND_MINOR),
                        sum(ChannelSpending.UNCONVERTED).as(ChannelSpending.UNCONVERTED),
                        sum("credited_orders").as("credited_orders"),
                        sum("credited_gmv").as("credited_gmv"),
                        sum("credited_net").as("credited_net"));
        return TABLE.conform(ratios(sums, Amounts.in(currency)));
    }

    private static Dataset<Row> ratios(Dataset<Row> sums, Amounts amounts) {
        Column minor = col(ChannelSpending.SPEND_MINOR);
        Column isSpent = coalesce(minor.gt(0), lit(false));
        Column hasOrders = col("credited_orders").gt(0);
        Column millionths = col("credited_orders").multiply(lit(MILLION)).cast("decimal(19,0)");
        Column perOrder =
                bround(minor.cast("decimal(18,0)").multiply(lit(MILLION)).divide(when(hasOrders, millionths)), 0);
        return sums.withColumn("spend", amounts.of(minor))
                .withColumn("cost_per_order", when(isSpent.and(hasOrders), amounts.of(perOrder)))
                .withColumn(
                        "return_on_ad_spend",
                        when(
                                isSpent,
                                col("credited_gmv")
                                        .cast("double")
                                        .divide(col("spend").cast("double"))))
                .withColumn(
                        "reason",
                        when(col(ChannelSpending.UNCONVERTED).gt(0), NO_RATE)
                                .when(not(isSpent), NO_SPEND)
                                .when(not(hasOrders), NO_ORDERS));
    }
}
