package io.souk.gold.competition;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;

import io.souk.gold.DaySeries;
import io.souk.gold.History;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import io.souk.time.Window;
import io.souk.timeline.PlatformOverlap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Who buys where, and where else? Persons by the exact set of platforms on which they are active: with a counting order
 * on the harmonised definition in the window, by whichever account. A person is in one set, so sets add up to the
 * persons active on platform {@code all}, and any union, intersection, exclusivity or multi-homing rate is a sum of
 * rows divided by another.
 */
public final class BuyerOverlap {

    public static final TableColumn PLATFORM_SET =
            text("platform_set", "The platforms' names, sorted and joined by +: jd or jd+taobao");
    public static final TableColumn PLATFORMS = integer("platforms", "platforms", "How many platforms are in the set");
    public static final TableColumn PERSONS =
            count("persons", "persons", "Persons active on each platform of the set and on no other");
    public static final TableColumn IS_WINDOW_COMPLETE = flag(
            "is_window_complete", "Whether no platform's data begins inside the window, after the first day of it");

    public static final Table TABLE = Table.gold("buyer_overlap")
            .owner("competition")
            .question("How many persons buy on which platforms, and on no other?")
            .byMonthOf(Keys.AS_OF_DATE)
            .grain(Keys.AS_OF_DATE, Keys.WINDOW_LENGTH, PLATFORM_SET)
            .columns(PLATFORMS, PERSONS, IS_WINDOW_COMPLETE);

    private BuyerOverlap() {}

    /**
     * Adds up who entered a set and who left it. A set has a row for every date on which somebody is in it.
     *
     * @param contributions rows of silver.contributions
     * @param history see {@link History}
     * @param span dates that get rows
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> history, DateSpan span) {
        Dataset<Row> keyed = Contributions.of(contributions, PlatformOverlap.OVERLAP, "window_length", "platform_set")
                .crossJoin(broadcast(History.starts(history)));
        return Series.of(TABLE, keyed, (key, points) -> rows(key, points, span));
    }

    private static Stream<Object[]> rows(InternalRow key, Series.Points points, DateSpan span) {
        UTF8String windowLength = key.getUTF8String(0);
        UTF8String platformSet = key.getUTF8String(1);
        int[] starts = key.getArray(2).toIntArray();
        Window window = Window.of(windowLength.toString());
        int platforms = platformSet.toString().split("\\+").length;
        DaySeries persons =
                DaySeries.ofChanges(points.days(), points.measures()[PlatformOverlap.PERSONS], span.lastDay());
        return IntStream.rangeClosed(Math.max(span.firstDay(), persons.firstDay()), span.lastDay())
                .filter(day -> persons.on(day) != 0)
                .mapToObj(day -> new Object[] {
                    day,
                    windowLength,
                    platformSet,
                    platforms,
                    persons.on(day),
                    !History.beginsBetween(starts, window.firstDay(day), day)
                });
    }
}
