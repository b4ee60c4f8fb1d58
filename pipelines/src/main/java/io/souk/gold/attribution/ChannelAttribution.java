package io.souk.gold.attribution;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.AttributionModel;
import io.souk.timeline.ChannelCredit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which channels earned the sales? The paid GMV of each order is apportioned over the touches before it, to the minor
 * unit, by each model; cancellations and refunds reverse the credit on their own date. Per platform, date and model,
 * credited_gmv adds up to gmv_paid.
 */
public final class ChannelAttribution {

    /** Channel of orders without an eligible touch. */
    public static final String DIRECT = "direct";

    /** Channel of refunds that name no order: there is no credit that they could reverse. */
    public static final String UNATTRIBUTED = "unattributed";

    /** Value of sharer_type and partner where there is none. */
    public static final String NONE = "none";

    public static final TableColumn MODEL = text(
            "model", "first_touch, last_touch, linear, position_based, time_decay or last_paid: who gets the credit");
    public static final TableColumn CHANNEL = text(
            "channel", "Channel of the touch; direct = no eligible touch; unattributed = refunds of no known order");
    public static final TableColumn SHARER_TYPE =
            text("sharer_type", "friend, dropshipper, influencer, partner, platform or none");
    public static final TableColumn PARTNER = text("partner", "Partner shop or review site, or none");

    public static final TableColumn CREDITED_ORDERS = TableColumn.of(
            "credited_orders",
            DataTypes.createDecimalType(20, 6),
            "orders",
            "Parts of paid orders placed on the date, adding up to whole orders exactly");
    public static final TableColumn CREDITED_GMV =
            money("credited_gmv", "Parts of gmv_paid of orders placed on the date");
    public static final TableColumn REVERSED =
            money("reversed", "Credit taken back on the date by cancellations and refunds of earlier orders");
    public static final TableColumn CREDITED_NET = money("credited_net", "credited_gmv - reversed");

    public static final Table TABLE = Table.gold("channel_attribution")
            .owner("marketing")
            .question("Which channels, sharers and partners earned the sales?")
            .byMonthOf(Keys.BUSINESS_DATE)
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, MODEL, CHANNEL, SHARER_TYPE, PARTNER)
            .columns(CREDITED_ORDERS, CREDITED_GMV, REVERSED, CREDITED_NET);

    private ChannelAttribution() {}

    private static final Table CREDIT = Table.gold("channel_credit")
            .columns(
                    Keys.BUSINESS_DATE,
                    Keys.PLATFORM,
                    MODEL,
                    CHANNEL,
                    SHARER_TYPE,
                    PARTNER,
                    count("millionths", "orders / 1,000,000", "Parts of orders"),
                    minorUnits("gmv_minor", "Parts of GMV"),
                    minorUnits("reversed_minor", "Taken back"));

    /**
     * Reads credit off the contributions, and takes refunds of no known order from nobody's credit.
     *
     * @param contributions rows of silver.contributions
     * @param refunds silver refunds
     * @param from first date that gets rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> refunds, LocalDate from, String currency) {
        int firstDay = Math.toIntExact(from.toEpochDay());
        Dataset<Row> credit = Series.of(
                CREDIT,
                Contributions.of(
                        contributions, ChannelCredit.CREDIT, "platform", "model", "channel", "sharer_type", "partner"),
                (key, points) -> credit(key, points, firstDay));
        Amounts amounts = Amounts.in(currency);
        Column millionth = lit(new BigDecimal("0.000001"));
        return TABLE.conform(
                credit.unionByName(unattributed(refunds.where(col("refund_date").geq(lit(from)))))
                        .withColumn(
                                "credited_orders",
                                col("millionths").cast("decimal(19,0)").multiply(millionth))
                        .withColumn("credited_gmv", amounts.of(col("gmv_minor")))
                        .withColumn("reversed", amounts.of(col("reversed_minor")))
                        .withColumn("credited_net", amounts.of(col("gmv_minor").minus(col("reversed_minor")))));
    }

    private static Stream<Object[]> credit(InternalRow key, Series.Points points, int firstDay) {
        return IntStream.range(0, points.days().length)
                .filter(i -> points.days()[i] >= firstDay)
                .mapToObj(i -> new Object[] {
                    points.days()[i],
                    key.getUTF8String(0),
                    key.getUTF8String(1),
                    key.getUTF8String(2),
                    key.getUTF8String(3),
                    key.getUTF8String(4),
                    points.measures()[ChannelCredit.MILLIONTHS_OF_ORDERS][i],
                    points.measures()[ChannelCredit.GMV][i],
                    points.measures()[ChannelCredit.REVERSED][i]
                });
    }

    private static Dataset<Row> unattributed(Dataset<Row> refunds) {
        Column[] models = Arrays.stream(AttributionModel.values())
                .map(model -> lit(model.text()))
                .toArray(Column[]::new);
        return refunds.where(not(col("has_order")).and(col("counted_minor").notEqual(0)))
                .groupBy(col("refund_date").as("business_date"), col("platform"))
                .agg(sum("counted_minor").as("reversed_minor"))
                .select(
                        col("business_date"),
                        col("platform"),
                        explode(array(models)).as("model"),
                        lit(UNATTRIBUTED).as("channel"),
                        lit(NONE).as("sharer_type"),
                        lit(NONE).as("partner"),
                        lit(0L).as("millionths"),
                        lit(0L).as("gmv_minor"),
                        col("reversed_minor"));
    }
}
