package io.souk.gold.sharing;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.col;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.FunnelSteps;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * From being seen to being bought: which channels and sharers lead how far? Touches count on their own date, orders on
 * theirs, so the steps of one date are not those of the same persons: over a month they tell what came of what. A paid
 * order belongs to the last touch eligible for it, else to the channel direct and no sharer, so orders add up to all paid
 * orders, and agree with the model last_touch of gold.channel_attribution.
 */
public final class ShareFunnel {

    public static final TableColumn CHANNEL =
            text("channel", "Channel of the touch; direct also for orders without an eligible touch");
    public static final TableColumn SHARER_TYPE =
            text("sharer_type", "friend, dropshipper, influencer, partner, platform or none");

    public static final TableColumn EXPOSURES =
            count("exposures", "touches", "Times that something was seen and not followed; own shares left out");
    public static final TableColumn CLICKS =
            count("clicks", "touches", "Times that a link, code or post was followed; own shares left out");
    public static final TableColumn REVIEWS = count("reviews", "touches", "Reviews that were read");
    public static final TableColumn VISITS = count("store_visits", "touches", "Visits of a store");
    public static final TableColumn PERSONS = count(
            "persons_touched",
            "persons",
            "Persons who were touched for the first time in the calendar month by this channel and type of sharer: over"
                    + " a month's dates they add up to distinct persons");
    public static final TableColumn ORDERS = count("orders", "orders", "Paid orders placed on the date");
    public static final TableColumn FIRST_ORDERS =
            count("first_orders", "orders", "Of these, the first paid order of their account");
    public static final TableColumn GMV = money("credited_gmv", "GMV of these orders: gmv_paid");

    public static final Table TABLE = Table.gold("share_funnel")
            .owner("marketing")
            .question("Which channels and sharers lead from being seen to being bought?")
            .byMonthOf(Keys.BUSINESS_DATE)
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, CHANNEL, SHARER_TYPE)
            .columns(EXPOSURES, CLICKS, REVIEWS, VISITS, PERSONS, ORDERS, FIRST_ORDERS, GMV);

    private static final Table MINOR = Table.gold("share_funnel_in_minor_units")
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, CHANNEL, SHARER_TYPE)
            .columns(
                    EXPOSURES,
                    CLICKS,
                    REVIEWS,
                    VISITS,
                    PERSONS,
                    ORDERS,
                    FIRST_ORDERS,
                    minorUnits("gmv_minor", "credited_gmv"));

    private ShareFunnel() {}

    /**
     * Reads the steps off the contributions.
     *
     * @param contributions rows of silver.contributions
     * @param from first date that gets rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> contributions, LocalDate from, String currency) {
        int firstDay = Math.toIntExact(from.toEpochDay());
        Dataset<Row> steps = Series.ofParts(
                MINOR,
                Contributions.inParts(contributions, FunnelSteps.FUNNEL, "platform", "channel", "sharer_type"),
                (key, parts) -> rows(key, parts, firstDay));
        return TABLE.conform(
                steps.withColumn("credited_gmv", Amounts.in(currency).of(col("gmv_minor"))));
    }

    private static Stream<Object[]> rows(InternalRow key, Map<String, Series.Points> parts, int firstDay) {
        SortedMap<Integer, Object[]> rows = new TreeMap<>();
        parts.forEach((name, points) -> {
            int firstMeasure = FunnelSteps.TOUCHED.equals(name) ? 4 : 8;
            for (int i = 0; i < points.days().length; i++) {
                Object[] row = rows.computeIfAbsent(points.days()[i], day -> new Object[] {
                    day,
                    key.getUTF8String(0),
                    key.getUTF8String(1),
                    key.getUTF8String(2),
                    0L,
                    0L,
                    0L,
                    0L,
                    0L,
                    0L,
                    0L,
                    0L
                });
                for (int measure = 0; measure < points.measures().length; measure++) {
                    row[firstMeasure + measure] = points.measures()[measure][i];
                }
            }
        });
        return rows.tailMap(firstDay).values().stream();
    }
}
