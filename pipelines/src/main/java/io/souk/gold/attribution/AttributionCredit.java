package io.souk.gold.attribution;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;

import io.souk.gold.Keys;
import io.souk.silver.Timelines;
import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.AttributionModel;
import io.souk.timeline.AttributionRules;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which touch earned which part of which order? The ledger of credit: each paid order's GMV apportioned over its eligible
 * touches to the minor unit, by each model, on the order's date; and what cancellations and refunds take back of it, on
 * their own dates, as entries below zero.
 *
 * <p>By every model the credits of an order add up to its GMV, all its entries to what is left of it, and those of a
 * touch never fall below zero. {@code gold.channel_attribution} is the ledger's sum. Parts of nothing have no row.
 */
public final class AttributionCredit {

    /** Value of touch_type where refunds name no order: there is no credit that they could reverse. */
    public static final String UNATTRIBUTED = ChannelAttribution.UNATTRIBUTED;

    /** Values of {@code entry}. */
    public static final String CREDIT = "credit";

    public static final String REFUND = "refund";

    public static final TableColumn ORDER_ID =
            text("order_id", "Order; none for the refunds of a date that name no known order");
    public static final TableColumn TOUCH_PLATFORM = text(
            "touch_platform",
            "Platform of the touch: another than the order's only where touches of any platform are credited; or none");
    public static final TableColumn TOUCH_TYPE = text(
            "touch_type",
            "click, review, exposure or store_visit; none = no eligible touch; unattributed = refunds of no known order");
    public static final TableColumn TOUCH_ID =
            text("touch_id", "Touch: see silver.touches, where platform, type and id tell it from others; or none");
    public static final TableColumn ENTRY =
            text("entry", "credit = on the order's date; refund = taken back by cancellations and refunds of the date");
    public static final TableColumn SHARER =
            text("sharer", "Who shared what the touch followed").optional();
    public static final TableColumn CREDITED_MILLIONTHS = count(
            "credited_millionths",
            "orders / 1,000,000",
            "Part of the order: the credits of an order add up to a million; 0 for refunds");
    public static final TableColumn CREDITED_AMOUNT =
            minorUnits("credited_amount", "Part of the order's GMV; what is taken back is below zero");

    public static final TableColumn TOUCHES_LEFT_OUT = count(
            "touches_left_out",
            "touches",
            "Eligible touches of the order without credit, since there are too many of them; 0 as a rule");

    public static final Table TABLE = Table.gold("attribution_credit")
            .owner("marketing")
            .question("Which touch earned which part of which order?")
            .byMonthOf(Keys.BUSINESS_DATE)
            .grain(
                    Keys.BUSINESS_DATE,
                    Keys.PLATFORM,
                    ORDER_ID,
                    ChannelAttribution.MODEL,
                    TOUCH_PLATFORM,
                    TOUCH_TYPE,
                    TOUCH_ID,
                    ENTRY)
            .columns(
                    ChannelAttribution.CHANNEL,
                    SHARER,
                    ChannelAttribution.SHARER_TYPE,
                    ChannelAttribution.PARTNER,
                    CREDITED_MILLIONTHS,
                    CREDITED_AMOUNT,
                    TOUCHES_LEFT_OUT);

    /** Column of {@link #changed}: whether the entry has come; else it has gone. */
    public static final String HAS_COME = "has_come";

    private AttributionCredit() {}

    /**
     * All entries.
     *
     * @param timelines rows of silver.timelines, one for each person
     * @param refunds silver refunds
     */
    public static Dataset<Row> from(Dataset<Row> timelines, Dataset<Row> refunds, AttributionRules rules) {
        Dataset<Row> ofOrders = InternalRows.dataset(
                timelines,
                InternalRows.of(timelines.select(Timelines.EVENTS.col()))
                        .mapPartitions(rows -> new LedgerRows(rules).over(rows)),
                TABLE.made());
        return TABLE.conform(ofOrders).unionByName(unattributed(refunds));
    }

    /**
     * The entries of orders whose credit has changed: all that they had, and all that they have now.
     *
     * @param before the timelines that changed, as they were
     * @param after the same, as they are
     * @return columns of {@link #TABLE}, and {@link #HAS_COME}
     */
    public static Dataset<Row> changed(Dataset<Row> before, Dataset<Row> after, AttributionRules rules) {
        // Of each person the old timeline first, so that the new one is compared with it as it goes by.
        Dataset<Row> both = before.select(
                        Timelines.TIMELINE_ID.col(),
                        Timelines.EVENTS.col(),
                        lit(true).as("is_old"))
                .unionAll(after.select(Timelines.TIMELINE_ID.col(), Timelines.EVENTS.col(), lit(false)))
                .repartition(Timelines.TIMELINE_ID.col())
                .sortWithinPartitions(Timelines.TIMELINE_ID.col(), not(col("is_old")));
        return InternalRows.dataset(
                        before,
                        InternalRows.of(both).mapPartitions(rows -> new LedgerDifference(rules).over(rows)),
                        TABLE.made().add(HAS_COME, DataTypes.BooleanType))
                .withColumn(Table.MONTH.name(), trunc(Keys.BUSINESS_DATE.col(), "MM"));
    }

    /**
     * Entries of refunds that name no known order: they take back what nobody was credited with.
     *
     * @param refunds silver refunds
     */
    public static Dataset<Row> unattributed(Dataset<Row> refunds) {
        Column[] models = Arrays.stream(AttributionModel.values())
                .map(model -> lit(model.text()))
                .toArray(Column[]::new);
        return TABLE.conform(
                refunds.where(not(col("has_order")).and(col("counted_minor").notEqual(0)))
                        .groupBy(col("refund_date").as("business_date"), col("platform"))
                        .agg(sum("counted_minor").as("taken_back"))
                        .withColumn("order_id", lit(ChannelAttribution.NONE))
                        .withColumn("model", explode(array(models)))
                        .withColumn("touch_platform", lit(ChannelAttribution.NONE))
                        .withColumn("touch_type", lit(UNATTRIBUTED))
                        .withColumn("touch_id", lit(ChannelAttribution.NONE))
                        .withColumn("entry", lit(REFUND))
                        .withColumn("channel", lit(UNATTRIBUTED))
                        .withColumn("sharer", lit(null))
                        .withColumn("sharer_type", lit(ChannelAttribution.NONE))
                        .withColumn("partner", lit(ChannelAttribution.NONE))
                        .withColumn("credited_millionths", lit(0L))
                        .withColumn("credited_amount", col("taken_back").multiply(-1))
                        .withColumn("touches_left_out", lit(0L)));
    }
}
