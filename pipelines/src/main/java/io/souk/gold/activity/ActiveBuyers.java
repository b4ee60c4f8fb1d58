package io.souk.gold.activity;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;

import io.souk.gold.Change;
import io.souk.gold.DaySeries;
import io.souk.gold.History;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import io.souk.time.SameDay;
import io.souk.time.Window;
import io.souk.timeline.BuyerActivity;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How many buyers were active, and how did their number grow? One row per day, platform, definition, window and
 * segment. A buyer is active where at least one counting order has its business date in the window, both ends included,
 * and belongs to the segment of the latest such order, so segments add up to the total exactly.
 */
public final class ActiveBuyers {

    public static final TableColumn ACTIVE_BUYERS =
            count("active_buyers", "buyers", "Distinct buyers with a counting order in the window");
    public static final TableColumn IS_WINDOW_COMPLETE =
            flag("is_window_complete", "Whether the data reaches back to the first day of the window");
    public static final TableColumn ACTIVE_BUYERS_YEAR_AGO = count(
                    "active_buyers_year_ago", "buyers", "The same a year before (29 February: 28 February)")
            .optional();
    public static final TableColumn GROWTH_YOY =
            ratio("growth_yoy", "Change against the year before").optional();
    public static final TableColumn GROWTH_YOY_REASON = text(
                    "growth_yoy_reason", "Why growth_yoy is null: history_too_short or no_base")
            .optional();
    public static final TableColumn ACTIVE_BUYERS_QUARTER_AGO = count(
                    "active_buyers_quarter_ago", "buyers", "The same three months before")
            .optional();
    public static final TableColumn GROWTH_QOQ =
            ratio("growth_qoq", "Change against three months before").optional();
    public static final TableColumn GROWTH_QOQ_REASON = text(
                    "growth_qoq_reason", "Why growth_qoq is null: history_too_short or no_base")
            .optional();
    public static final TableColumn ACTIVE_BUYERS_MONTH_AGO = count(
                    "active_buyers_month_ago", "buyers", "The same a month before")
            .optional();
    public static final TableColumn GROWTH_MOM =
            ratio("growth_mom", "Change against a month before").optional();
    public static final TableColumn GROWTH_MOM_REASON = text(
                    "growth_mom_reason", "Why growth_mom is null: history_too_short or no_base")
            .optional();

    public static final Table TABLE = Table.gold("active_buyers")
            .owner("growth")
            .question("How many buyers were active, and how did their number grow?")
            .byMonthOf(Keys.AS_OF_DATE)
            .grain(
                    Keys.AS_OF_DATE,
                    Keys.ANY_PLATFORM,
                    Keys.DEFINITION,
                    Keys.WINDOW_LENGTH,
                    Keys.SEGMENT_KIND,
                    Keys.SEGMENT)
            .columns(
                    ACTIVE_BUYERS,
                    IS_WINDOW_COMPLETE,
                    ACTIVE_BUYERS_YEAR_AGO,
                    GROWTH_YOY,
                    GROWTH_YOY_REASON,
                    ACTIVE_BUYERS_QUARTER_AGO,
                    GROWTH_QOQ,
                    GROWTH_QOQ_REASON,
                    ACTIVE_BUYERS_MONTH_AGO,
                    GROWTH_MOM,
                    GROWTH_MOM_REASON);

    private ActiveBuyers() {}

    /**
     * Adds up who became active and who ceased to be.
     *
     * <p>Totals have a row for every date from the first buyer on; a segment has one for every date on which it has a buyer.
     *
     * @param contributions rows of silver.contributions
     * @param history see {@link History}
     * @param span dates that get rows
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> history, DateSpan span) {
        Dataset<Row> keyed = Contributions.of(
                        contributions,
                        BuyerActivity.ACTIVE,
                        "platform",
                        "definition",
                        "window_length",
                        "segment_kind",
                        "segment")
                .join(broadcast(history), "platform");
        return Series.of(TABLE, keyed, (key, points) -> rows(key, points, span));
    }

    private static Stream<Object[]> rows(InternalRow key, Series.Points points, DateSpan span) {
        UTF8String platform = key.getUTF8String(0);
        UTF8String definition = key.getUTF8String(1);
        UTF8String windowLength = key.getUTF8String(2);
        UTF8String segmentKind = key.getUTF8String(3);
        UTF8String segment = key.getUTF8String(4);
        int historyStart = key.getInt(5);
        Window window = Window.of(windowLength.toString());
        boolean isTotal = segmentKind.toString().equals(Keys.ALL);
        DaySeries active = DaySeries.ofChanges(points.days(), points.measures()[0], span.lastDay());
        int first = Math.max(span.firstDay(), active.firstDay());
        return IntStream.rangeClosed(first, span.lastDay())
                .filter(day -> isTotal || active.on(day) != 0)
                .mapToObj(day -> {
                    long figure = active.on(day);
                    Change year = Change.between(figure, base(active, window, SameDay.yearBefore(day), historyStart));
                    Change quarter =
                            Change.between(figure, base(active, window, SameDay.quarterBefore(day), historyStart));
                    Change month = Change.between(figure, base(active, window, SameDay.monthBefore(day), historyStart));
                    return new Object[] {
                        day,
                        platform,
                        definition,
                        windowLength,
                        segmentKind,
                        segment,
                        figure,
                        window.firstDay(day) >= historyStart,
                        year.base(),
                        year.growth(),
                        year.reason(),
                        quarter.base(),
                        quarter.growth(),
                        quarter.reason(),
                        month.base(),
                        month.growth(),
                        month.reason()
                    };
                });
    }

    /** The figure of an earlier day; null where the data does not reach back to the first day of its window. */
    private static Long base(DaySeries active, Window window, int day, int historyStart) {
        return window.firstDay(day) < historyStart ? null : Long.valueOf(active.on(day));
    }
}
