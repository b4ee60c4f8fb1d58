package io.souk.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.time.Window;
import io.souk.timeline.Attributes;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.Contribution;
import io.souk.timeline.Cube;
import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import io.souk.timeline.Sales;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** What a run adds to the sums is what has changed, also where the cube is full time and again. */
class TimelineFoldTest {

    private static final int FIRST_DAY = 18_000;
    private static final long DAY = 86_400_000_000L;

    @Property(tries = 200)
    void whoDidNotChangeLeavesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        List<InternalRow> both = new ArrayList<>();
        for (int person = 0; person < 5; person++) {
            List<Event> orders = orders(person, random);
            both.add(row(orders, true));
            both.add(row(orders, false));
        }

        assertThat(sums(both, 1)).isEmpty();
        assertThat(sums(both, Cube.DEFAULT_CAPACITY)).isEmpty();
    }

    @Property(tries = 200)
    void anOrderThatHasComeLeavesNothingOnTheDaysBeforeIt(@ForAll long seed) {
        Random random = new Random(seed);
        List<InternalRow> both = new ArrayList<>();
        int earliest = Integer.MAX_VALUE;
        for (int person = 0; person < 5; person++) {
            List<Event> orders = orders(person, random);
            List<Event> more = new ArrayList<>(orders);
            int day = FIRST_DAY + 100 + random.nextInt(50);
            more.add(order(person, day));
            earliest = Math.min(earliest, day);
            both.add(row(orders, true));
            both.add(row(more, false));
        }

        assertThat(sums(both, 1))
                .isNotEmpty()
                .extracting(sum -> sum.getInt(3))
                .as("first days of sums")
                .allSatisfy(firstDay -> assertThat(firstDay).isGreaterThanOrEqualTo(FIRST_DAY + 100));
        assertThat(sums(both, Cube.DEFAULT_CAPACITY))
                .extracting(sum -> sum.getInt(3))
                .contains(earliest);
    }

    private static List<InternalRow> sums(List<InternalRow> timelines, int capacity) {
        List<Contribution> contributions = List.of(
                new Sales(),
                new BuyerActivity(List.of(Window.of("7d"), Window.of("12m")), List.of("city_tier", "gender")));
        Iterator<InternalRow> sums = new TimelineFold(contributions, capacity, 1).over(timelines.iterator());
        List<InternalRow> all = new ArrayList<>();
        sums.forEachRemaining(all::add);
        return all;
    }

    /** Orders of a person in order of time, all within hundred days. */
    private static List<Event> orders(int person, Random random) {
        List<Event> orders = new ArrayList<>();
        for (int day = random.nextInt(30); day < 100; day += 1 + random.nextInt(40)) {
            orders.add(order(person, FIRST_DAY + day));
        }
        return orders;
    }

    private static Event.Order order(int person, int day) {
        return new Event.Order(
                day * DAY,
                person % 2 == 0 ? "jd" : "tmall",
                "o" + day,
                day,
                null,
                "b" + person,
                true,
                true,
                true,
                100,
                new Attributes("first", "Shanghai", "post-80s", "female", "CN"),
                new Event.Reversal[0]);
    }

    private static InternalRow row(List<Event> events, boolean isTakenBack) {
        PackedTimeline.Writer writer = new PackedTimeline.Writer();
        events.forEach(writer::add);
        return new GenericInternalRow(new Object[] {writer.end(), isTakenBack});
    }
}
