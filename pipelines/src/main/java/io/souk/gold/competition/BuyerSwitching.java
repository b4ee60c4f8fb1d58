package io.souk.gold.competition;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;

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
import io.souk.timeline.PlatformSwitching;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Who won whose buyers? Persons by their main platform in the window before, which ends on the day before the window
 * begins, and in the window. The main platform is the one with most GMV of the person's counting orders on the
 * harmonised definition; of equals the one with most such orders, then the first by name; {@code none} where there is no
 * such order. Rows from none are persons won or won back, rows to none are persons lost, and rows from a platform to
 * itself are persons who stayed. From none to none there is no row.
 *
 * <p>A date has rows only where the data reaches back to the first day of the window before: without it nobody's way is
 * known.
 */
public final class BuyerSwitching {

    public static final TableColumn FROM_PLATFORM =
            text("from_platform", "Main platform in the window before; none = not active");
    public static final TableColumn TO_PLATFORM = text("to_platform", "Main platform in the window; none = not active");
    public static final TableColumn BUYERS = count("buyers", "persons", "Persons with these two main platforms");
    public static final TableColumn GMV_BEFORE = money(
            "gmv_before",
            "Paid GMV of these persons on from_platform in the window before, flagged orders left out; 0 from none");
    public static final TableColumn GMV_MOVED = money(
            "gmv_moved",
            "Paid GMV of these persons on to_platform in the window, flagged orders left out: all of it, also what they"
                    + " bought there before; 0 to none");
    public static final TableColumn IS_HISTORY_COMPLETE = flag(
            "is_history_complete", "Whether no platform's data begins inside the two windows, after their first day");

    public static final Table TABLE = Table.gold("buyer_switching")
            .owner("competition")
            .question("From which platform to which did persons move their purchases?")
            .byMonthOf(Keys.AS_OF_DATE)
            .grain(Keys.AS_OF_DATE, Keys.WINDOW_LENGTH, FROM_PLATFORM, TO_PLATFORM)
            .columns(BUYERS, GMV_BEFORE, GMV_MOVED, IS_HISTORY_COMPLETE);

    private BuyerSwitching() {}

    /**
     * Adds up who took a way and who left it. A way has a row for every date on which somebody is on it.
     *
     * @param contributions rows of silver.contributions
     * @param history see {@link History}
     * @param span dates that get rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> history, DateSpan span, String currency) {
        Dataset<Row> keyed = Contributions.of(
                        contributions, PlatformSwitching.SWITCHING, "window_length", "from_platform", "to_platform")
                .crossJoin(broadcast(History.starts(history)));
        Amounts amounts = Amounts.in(currency);
        return Series.of(TABLE, keyed, (key, points) -> rows(key, points, span, amounts));
    }

    private static Stream<Object[]> rows(InternalRow key, Series.Points points, DateSpan span, Amounts amounts) {
        UTF8String windowLength = key.getUTF8String(0);
        UTF8String from = key.getUTF8String(1);
        UTF8String to = key.getUTF8String(2);
        int[] starts = key.getArray(3).toIntArray();
        int historyStart = Arrays.stream(starts).min().orElseThrow();
        Window window = Window.of(windowLength.toString());
        DaySeries[] series = Arrays.stream(points.measures())
                .map(measure -> DaySeries.ofChanges(points.days(), measure, span.lastDay()))
                .toArray(DaySeries[]::new);
        DaySeries buyers = series[PlatformSwitching.PERSONS];
        return IntStream.rangeClosed(Math.max(span.firstDay(), buyers.firstDay()), span.lastDay())
                .filter(day -> buyers.on(day) != 0 && firstDayBefore(window, day) >= historyStart)
                .mapToObj(day -> new Object[] {
                    day,
                    windowLength,
                    from,
                    to,
                    buyers.on(day),
                    amounts.of(series[PlatformSwitching.GMV_BEFORE].on(day)),
                    amounts.of(series[PlatformSwitching.GMV_NOW].on(day)),
                    !History.beginsBetween(starts, firstDayBefore(window, day), day)
                });
    }

    /** First day of the window before. */
    private static int firstDayBefore(Window window, int day) {
        return window.firstDay(window.previousLastDay(day));
    }
}
