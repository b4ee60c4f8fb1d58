package io.souk.gold.activity;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import io.souk.gold.Amounts;
import io.souk.gold.DaySeries;
import io.souk.gold.History;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import io.souk.time.Window;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.GmvGrowth;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where did the growth come from? Growth accounting of each window against the window before it, which ends on the day
 * before it begins. active = new + retained + resurrected; active before = retained + churned.
 */
public final class BuyerGrowth {

    public static final TableColumn ACTIVE_BUYERS =
            count("active_buyers", "buyers", "Distinct buyers with a counting order in the window");
    public static final TableColumn PREVIOUS_ACTIVE_BUYERS = count(
                    "previous_active_buyers", "buyers", "Active in the window before")
            .optional();
    public static final TableColumn NEW_BUYERS = count(
                    "new_buyers", "buyers", "First counting order ever lies in the window")
            .optional();
    public static final TableColumn RETAINED_BUYERS =
            count("retained_buyers", "buyers", "Active in both windows").optional();
    public static final TableColumn RESURRECTED_BUYERS = count(
                    "resurrected_buyers", "buyers", "Active now, not in the window before, ordered earlier")
            .optional();
    public static final TableColumn CHURNED_BUYERS = count(
                    "churned_buyers", "buyers", "Active in the window before, not now")
            .optional();
    public static final TableColumn QUICK_RATIO = TableColumn.of(
                    "quick_ratio",
                    org.apache.spark.sql.types.DataTypes.DoubleType,
                    "buyers won for each one lost",
                    "(new + resurrected) / churned")
            .optional();
    public static final TableColumn REASON = text(
                    "reason",
                    "Why columns are null: history_too_short (the data begins too late for all but active_buyers and gmv),"
                            + " no_base (nobody churned: quick_ratio)")
            .optional();
    public static final TableColumn GMV =
            money("gmv", "GMV of the window's counting orders; guests are nobody's, and left out");
    public static final TableColumn PREVIOUS_GMV =
            money("previous_gmv", "The same of the window before").optional();
    public static final TableColumn GMV_NEW =
            money("gmv_new", "GMV of new buyers in the window").optional();
    public static final TableColumn GMV_RESURRECTED =
            money("gmv_resurrected", "GMV of resurrected buyers in the window").optional();
    public static final TableColumn GMV_EXPANSION = money(
                    "gmv_expansion", "What retained buyers who bought for more than in the window before bought more")
            .optional();
    public static final TableColumn GMV_CONTRACTION = money(
                    "gmv_contraction", "What retained buyers who bought for less than in the window before bought less")
            .optional();
    public static final TableColumn GMV_CHURNED =
            money("gmv_churned", "GMV of churned buyers in the window before").optional();

    public static final Table TABLE = Table.gold("buyer_growth")
            .owner("growth")
            .question("Where did the growth in active buyers come from?")
            .byMonthOf(Keys.AS_OF_DATE)
            .grain(Keys.AS_OF_DATE, Keys.ANY_PLATFORM, Keys.DEFINITION, Keys.WINDOW_LENGTH)
            .columns(
                    ACTIVE_BUYERS,
                    PREVIOUS_ACTIVE_BUYERS,
                    NEW_BUYERS,
                    RETAINED_BUYERS,
                    RESURRECTED_BUYERS,
                    CHURNED_BUYERS,
                    QUICK_RATIO,
                    REASON,
                    GMV,
                    PREVIOUS_GMV,
                    GMV_NEW,
                    GMV_RESURRECTED,
                    GMV_EXPANSION,
                    GMV_CONTRACTION,
                    GMV_CHURNED);

    private static final String[] KEY = {"platform", "definition", "window_length"};

    private BuyerGrowth() {}

    /**
     * Adds up who came, stayed, came back and left.
     *
     * @param contributions rows of silver.contributions
     * @param history see {@link History}
     * @param span dates that get rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> history, DateSpan span, String currency) {
        Dataset<Row> totals =
                contributions.where(get(Contributions.SUM_KEY.col(), lit(3)).equalTo(Keys.ALL));
        Dataset<Row> keyed = keyed(totals, BuyerActivity.ACTIVE, "active_points")
                .join(keyed(contributions, GmvGrowth.LEVEL, "level_points"), KEY)
                .join(keyed(contributions, GmvGrowth.GROWTH, "gmv_points"), KEY)
                .join(keyed(contributions, BuyerActivity.GROWTH, "points"), KEY)
                .join(broadcast(history), "platform");
        Amounts amounts = Amounts.in(currency);
        return Series.of(TABLE, keyed, (key, points) -> rows(key, points, span, amounts));
    }

    private static Dataset<Row> keyed(Dataset<Row> contributions, String sum, String points) {
        return Contributions.of(contributions, sum, KEY).withColumnRenamed(Contributions.POINTS.name(), points);
    }

    /** The figures of one key, day by day, each by the name of its measure. */
    private record Figures(DaySeries[] active, DaySeries[] growth, DaySeries[] level, DaySeries[] gmvGrowth) {}

    private static Stream<Object[]> rows(InternalRow key, Series.Points points, DateSpan span, Amounts amounts) {
        Window window = Window.of(key.getString(2));
        Figures figures = new Figures(
                series(Series.Points.of(key.getArray(3)), span),
                series(points, span),
                series(Series.Points.of(key.getArray(4)), span),
                series(Series.Points.of(key.getArray(5)), span));
        int historyStart = key.getInt(6);
        return IntStream.rangeClosed(Math.max(span.firstDay(), figures.active[0].firstDay()), span.lastDay())
                .mapToObj(day -> row(key, day, figures, window, historyStart, amounts));
    }

    private static DaySeries[] series(Series.Points points, DateSpan span) {
        return Arrays.stream(points.measures())
                .map(measure -> DaySeries.ofChanges(points.days(), measure, span.lastDay()))
                .toArray(DaySeries[]::new);
    }

    private static Object[] row(
            InternalRow key, int day, Figures figures, Window window, int historyStart, Amounts amounts) {
        UTF8String platform = key.getUTF8String(0);
        UTF8String definition = key.getUTF8String(1);
        UTF8String windowLength = key.getUTF8String(2);
        DaySeries active = figures.active[0];
        DaySeries[] growth = figures.growth;
        DaySeries gmv = figures.level[GmvGrowth.GMV];
        int before = window.previousLastDay(day);
        if (window.firstDay(before) < historyStart) {
            return new Object[] {
                day,
                platform,
                definition,
                windowLength,
                active.on(day),
                null,
                null,
                null,
                null,
                null,
                null,
                UTF8String.fromString(Keys.HISTORY_TOO_SHORT),
                amounts.of(gmv.on(day)),
                null,
                null,
                null,
                null,
                null,
                null
            };
        }
        long won = growth[BuyerActivity.NEW].on(day) + growth[BuyerActivity.RESURRECTED].on(day);
        long churned = growth[BuyerActivity.CHURNED].on(day);
        return new Object[] {
            day,
            platform,
            definition,
            windowLength,
            active.on(day),
            active.on(before),
            growth[BuyerActivity.NEW].on(day),
            growth[BuyerActivity.RETAINED].on(day),
            growth[BuyerActivity.RESURRECTED].on(day),
            churned,
            churned == 0 ? null : Double.valueOf((double) won / churned),
            churned == 0 ? UTF8String.fromString(Keys.NO_BASE) : null,
            amounts.of(gmv.on(day)),
            amounts.of(gmv.on(before)),
            amounts.of(figures.gmvGrowth[GmvGrowth.NEW].on(day)),
            amounts.of(figures.gmvGrowth[GmvGrowth.RESURRECTED].on(day)),
            amounts.of(figures.gmvGrowth[GmvGrowth.EXPANSION].on(day)),
            amounts.of(figures.gmvGrowth[GmvGrowth.CONTRACTION].on(day)),
            amounts.of(figures.level[GmvGrowth.CHURNED].on(day))
        };
    }
}
