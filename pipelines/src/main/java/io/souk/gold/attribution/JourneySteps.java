package io.souk.gold.attribution;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;

import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.timeline.JourneyCounts;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Which ways do journeys take? How many journeys of a month went from channel to channel, step by step, to an order or to
 * none. Journeys with a paid order count in the month of the order, others in that of their last touch; see
 * docs/ATTRIBUTION.md for what a journey is.
 */
public final class JourneySteps {

    public static final TableColumn JOURNEY_MONTH = date("journey_month", "First day of the month");
    public static final TableColumn STEP = integer(
            "step",
            "position",
            "1 = from the start to the first touch; %d = that step and all further ones"
                    .formatted(JourneyCounts.LAST_STEP));
    public static final TableColumn FROM_STATE = text("from_state", "Channel that they came from, or (start)");
    public static final TableColumn TO_STATE =
            text("to_state", "Channel that they came to, or (conversion) = a paid order, or (null) = none");
    public static final TableColumn JOURNEYS =
            count("journeys", "journeys", "Journeys; of steps beyond the last number each counts");

    public static final Table TABLE = Table.gold("journey_steps")
            .owner("marketing")
            .question("Which ways do journeys take from channel to channel?")
            .byMonthOf(JOURNEY_MONTH)
            .grain(JOURNEY_MONTH, Keys.PLATFORM, STEP, FROM_STATE, TO_STATE)
            .columns(JOURNEYS);

    private JourneySteps() {}

    /**
     * Adds the counts of days up to months.
     *
     * @param contributions rows of silver.contributions
     * @param from first day of the first month that gets rows
     */
    public static Dataset<Row> from(Dataset<Row> contributions, LocalDate from) {
        int firstDay = Math.toIntExact(from.toEpochDay());
        return Series.of(
                TABLE,
                Contributions.of(
                        contributions, JourneyCounts.STEPS, "platform", "step_number", "from_state", "to_state"),
                (key, points) -> months(key, points, firstDay));
    }

    private static Stream<Object[]> months(InternalRow key, Series.Points points, int firstDay) {
        SortedMap<Integer, Long> months = new TreeMap<>();
        for (int i = 0; i < points.days().length; i++) {
            if (points.days()[i] >= firstDay) {
                LocalDate month = LocalDate.ofEpochDay(points.days()[i]).withDayOfMonth(1);
                months.merge(
                        Math.toIntExact(month.toEpochDay()), points.measures()[JourneyCounts.JOURNEYS][i], Long::sum);
            }
        }
        int step = Integer.parseInt(key.getUTF8String(1).toString());
        return months.entrySet().stream().filter(month -> month.getValue() != 0).map(month -> new Object[] {
            month.getKey(), key.getUTF8String(0), step, key.getUTF8String(2), key.getUTF8String(3), month.getValue()
        });
    }
}
