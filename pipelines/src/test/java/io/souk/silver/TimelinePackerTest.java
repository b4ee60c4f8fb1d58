package io.souk.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.timeline.Attributes;
import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Timelines from steps that are sorted by their place alone, against maps of events that are simply changed. */
class TimelinePackerTest {

    private static final long SECOND = 1_000_000;
    private static final long RUN = 7;

    /** Whatever the order within a second, and whoever shares a number. */
    @Property(tries = 500)
    void timelinesAreWhatTheirEventsBecome(@ForAll long seed) {
        Random random = new Random(seed);
        List<InternalRow> steps = new ArrayList<>();
        Map<String, List<String>> expected = new TreeMap<>();
        int persons = 1 + random.nextInt(4);
        for (int i = 0; i < persons; i++) {
            SortedMap<String, Event> timeline = new TreeMap<>();
            List<InternalRow> ofPerson = changes("p" + i, timeline, random);
            if (!ofPerson.isEmpty()) {
                expected.put(
                        "p" + i,
                        timeline.values().stream().map(TimelinePackerTest::text).toList());
            }
            // Some share a number, as one in four thousand million pairs of persons does.
            long number = random.nextInt(3);
            ofPerson.forEach(step -> steps.add(ofNumber(step, number)));
        }
        Collections.shuffle(steps, random);
        steps.sort(Comparator.comparingLong(TimelineSteps::place));

        assertThat(packed(steps)).isEqualTo(expected);
    }

    @Test
    void whoLosesEverythingKeepsAnEmptyTimeline() {
        Event.Order order = order(5 * SECOND, "jd", "o1", 1);
        InternalRow before = before("p", List.of(order));
        InternalRow gone = step("p", order, TimelineSteps.REMOVED);

        assertThat(packed(List.of(before, gone))).isEqualTo(Map.of("p", List.of()));
    }

    @Test
    void stepsOfOnePersonAreSortedBySecondEvenBefore1970() {
        InternalRow early = step("p", order(-5 * SECOND, "jd", "o1", 1), TimelineSteps.ADDED);
        InternalRow late = step("p", order(5 * SECOND, "jd", "o2", 1), TimelineSteps.ADDED);
        InternalRow farOff = step("p", order(Long.MAX_VALUE, "jd", "o3", 1), TimelineSteps.ADDED);
        InternalRow before = before("p", List.of());

        assertThat(List.of(before, early, late, farOff))
                .isSortedAccordingTo(Comparator.comparingLong(TimelineSteps::place))
                .extracting(step -> TimelineSteps.place(step) >> TimelineSteps.SECOND_BITS)
                .containsOnly(TimelineSteps.place(before) >> TimelineSteps.SECOND_BITS);
    }

    /** Makes steps at random and applies them to a timeline, by hand. */
    private static List<InternalRow> changes(String person, SortedMap<String, Event> timeline, Random random) {
        List<InternalRow> steps = new ArrayList<>();
        if (random.nextBoolean()) {
            for (int i = random.nextInt(6); i > 0; i--) {
                Event event = event(random, 1);
                timeline.put(key(event), event);
            }
            steps.add(before(person, timeline.values()));
        }
        for (Event event : List.copyOf(timeline.values())) {
            if (random.nextInt(3) == 0) {
                steps.add(step(person, event, TimelineSteps.REMOVED));
                timeline.remove(key(event));
            }
        }
        SortedMap<String, Event> added = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Event event = event(random, 2);
            added.put(key(event), event);
        }
        added.values().forEach(event -> steps.add(step(person, event, TimelineSteps.ADDED)));
        timeline.putAll(added);
        return steps;
    }

    private static Event event(Random random, long gmv) {
        long at = (random.nextInt(4) - 1) * SECOND + random.nextInt(3);
        String platform = random.nextBoolean() ? "jd" : "tmall";
        String id = "e" + random.nextInt(3);
        return random.nextBoolean()
                ? order(at, platform, id, gmv, random)
                : new Event.Touch(
                        at,
                        platform,
                        id,
                        random.nextInt(3) - 1,
                        random.nextBoolean() ? "click" : "review",
                        "channel" + gmv,
                        textOrNull(random, "sharer type"),
                        textOrNull(random, "sharer"),
                        textOrNull(random, "partner"),
                        random.nextBoolean(),
                        random.nextBoolean());
    }

    private static Event.Order order(long at, String platform, String id, long gmv) {
        return order(at, platform, id, gmv, new Random(gmv));
    }

    private static Event.Order order(long at, String platform, String id, long gmv, Random random) {
        Event.Reversal[] reversals = new Event.Reversal[random.nextInt(3)];
        for (int i = 0; i < reversals.length; i++) {
            reversals[i] = new Event.Reversal(i + random.nextInt(3), 1 + random.nextInt(1000));
        }
        return new Event.Order(
                at,
                platform,
                id,
                random.nextInt(3) - 1,
                textOrNull(random, "owner"),
                textOrNull(random, "buyer"),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                gmv,
                new Attributes(
                        textOrNull(random, "tier"),
                        textOrNull(random, "city"),
                        textOrNull(random, "generation"),
                        textOrNull(random, "gender"),
                        textOrNull(random, "country")),
                reversals);
    }

    private static String textOrNull(Random random, String text) {
        int choice = random.nextInt(3);
        return choice == 0 ? null : text + choice;
    }

    /** What an event is known by; in the order of a timeline. */
    private static String key(Event event) {
        return "%020d %s %s %s %s"
                .formatted(
                        event.at() + 10 * SECOND,
                        event instanceof Event.Order,
                        event.platform(),
                        event.id(),
                        event instanceof Event.Touch touch ? touch.type() : "");
    }

    /** All that there is of an event. */
    private static String text(Event event) {
        // An array's own text is its address.
        return event instanceof Event.Order order
                ? order.toString().replaceAll("reversals=.*", Arrays.toString(order.reversals()))
                : event.toString();
    }

    private static InternalRow step(String person, Event event, int change) {
        Object[] row = new Object[Timelines.EVENT.size() + 2];
        row[0] = UTF8String.fromString(person);
        row[1] = event.at();
        row[2] = event instanceof Event.Order ? Timelines.ORDER : Timelines.TOUCH;
        row[3] = UTF8String.fromString(event.platform());
        row[4] = UTF8String.fromString(event.id());
        if (event instanceof Event.Order order) {
            row[5] = UTF8String.fromString(order.platformGroup());
            row[6] = UTF8String.fromString(order.buyer());
            row[7] = order.day();
            row[8] = order.countsHarmonised();
            row[9] = order.countsReported();
            row[10] = order.isPaid();
            row[11] = order.gmv();
            row[12] = UTF8String.fromString(order.attributes().cityTier());
            row[13] = UTF8String.fromString(order.attributes().city());
            row[14] = UTF8String.fromString(order.attributes().generation());
            row[15] = UTF8String.fromString(order.attributes().gender());
            row[16] = UTF8String.fromString(order.attributes().country());
            row[17] = reversals(order.reversals());
        } else if (event instanceof Event.Touch touch) {
            row[7] = touch.day();
            row[18] = UTF8String.fromString(touch.type());
            row[19] = UTF8String.fromString(touch.channel());
            row[20] = UTF8String.fromString(touch.sharerType());
            row[21] = UTF8String.fromString(touch.partner());
            row[22] = touch.isOwnShare();
            row[23] = touch.isPaid();
            row[24] = UTF8String.fromString(touch.sharer());
        }
        row[Timelines.EVENT.size()] = change;
        return stepOf(row);
    }

    private static ArrayData reversals(Event.Reversal[] reversals) {
        return reversals.length == 0
                ? null
                : new GenericArrayData(Arrays.stream(reversals)
                        .map(reversal -> new GenericInternalRow(
                                new Object[] {0L, UTF8String.fromString("r"), reversal.day(), reversal.amount()}))
                        .toArray());
    }

    private static InternalRow before(String person, Iterable<Event> events) {
        PackedTimeline.Writer writer = new PackedTimeline.Writer();
        events.forEach(writer::add);
        Object[] row = new Object[Timelines.EVENT.size() + 2];
        row[0] = UTF8String.fromString(person);
        row[Timelines.EVENT.size()] = TimelineSteps.PACKED;
        row[Timelines.EVENT.size() + 1] = writer.end();
        return stepOf(row);
    }

    private static InternalRow stepOf(Object[] event) {
        return TimelineSteps.of(
                        List.<InternalRow>of(new GenericInternalRow(event)).iterator())
                .next();
    }

    private static InternalRow ofNumber(InternalRow step, long number) {
        long second = TimelineSteps.place(step) & ((1L << TimelineSteps.SECOND_BITS) - 1);
        step.update(0, (number << TimelineSteps.SECOND_BITS) | second);
        return step;
    }

    private static Map<String, List<String>> packed(List<InternalRow> steps) {
        Map<String, List<String>> timelines = new TreeMap<>();
        Iterator<InternalRow> rows = TimelinePacker.pack(steps.iterator(), RUN);
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            List<String> events = new ArrayList<>();
            new PackedTimeline.Reader().events(row.getBinary(3)).forEachRemaining(event -> events.add(text(event)));
            assertThat(row.getLong(1)).isEqualTo(RUN);
            assertThat(row.getLong(2)).isEqualTo(events.size());
            assertThat(timelines.put(row.getUTF8String(0).toString(), events))
                    .as("one timeline for each person")
                    .isNull();
        }
        return timelines;
    }
}
