package io.souk.gold.activity;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

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
                    "Why columns are null: history_too_short (the data begins too late), no_base (nobody churned)")
            .optional();

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
                    REASON);

    private BuyerGrowth() {}

    /**
     * Adds up who came, stayed, came back and left.
     *
     * @param contributions rows of silver.contributions
     * @param history see {@link History}
     * @param span dates that get rows
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> history, DateSpan span) {
        String[] key = {"platform", "definition", "window_length"};
        Dataset<Row> active = Contributions.of(
                        contributions.where(
                                get(Contributions.SUM_KEY.col(), lit(3)).equalTo(Keys.ALL)),
                        BuyerActivity.ACTIVE,
                        key)
                .withColumnRenamed("points", "active_points");
        Dataset<Row> both = Contributions.of(contributions, BuyerActivity.GROWTH, key)
                .join(active, key)
                .join(broadcast(history), "platform");
        return Series.of(TABLE, both, (parts, points) -> rows(parts, points, span));
    }

    private static Stream<Object[]> rows(InternalRow key, Series.Points points, DateSpan span) {
        Window window = Window.of(key.getString(2));
        Series.Points active = Series.Points.of(key.getArray(3));
        int historyStart = key.getInt(4);
        DaySeries[] series = Stream.concat(
                        Stream.of(DaySeries.ofChanges(active.days(), active.measures()[0], span.lastDay())),
                        Arrays.stream(points.measures())
                                .map(measure -> DaySeries.ofChanges(points.days(), measure, span.lastDay())))
                .toArray(DaySeries[]::new);
        return IntStream.rangeClosed(Math.max(span.firstDay(), historyStart), span.lastDay())
                .mapToObj(day -> row(key, day, series, window, historyStart));
    }

    private static Object[] row(InternalRow key, int day, DaySeries[] series, Window window, int historyStart) {
        UTF8String platform = key.getUTF8String(0);
        UTF8String definition = key.getUTF8String(1);
        UTF8String windowLength = key.getUTF8String(2);
        long active = series[0].on(day);
        int before = window.previousLastDay(day);
        if (window.firstDay(before) < historyStart) {
            UTF8String reason = UTF8String.fromString(Keys.HISTORY_TOO_SHORT);
            return new Object[] {
                day, platform, definition, windowLength, active, null, null, null, null, null, null, reason
            };
        }
        long won = series[1].on(day) + series[3].on(day);
        long churned = series[4].on(day);
        return new Object[] {
            day,
            platform,
            definition,
            windowLength,
            active,
            series[0].on(before),
            series[1].on(day),
            series[2].on(day),
            series[3].on(day),
            churned,
            churned == 0 ? null : Double.valueOf((double) won / churned),
            churned == 0 ? UTF8String.fromString(Keys.NO_BASE) : null
        };
    }
}
