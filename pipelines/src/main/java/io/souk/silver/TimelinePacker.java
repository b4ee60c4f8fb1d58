package io.souk.silver;

import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import io.souk.timeline.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Packs the sorted steps of one partition, person by person, as they stream by. Where a person had a timeline, it comes
 * first, and the two are merged: an event that was removed is left out, one that was added takes its place in time.
 *
 * <p>Memory holds what a person does within one second, and the timelines of the few who share a number.
 */
final class TimelinePacker implements Iterator<InternalRow> {

    private static final Comparator<Event> IN_TIME = Comparator.comparingLong(Event::at)
            .thenComparing(event -> event instanceof Event.Order)
            .thenComparing(Event::platform, TimelinePacker::compareTexts)
            .thenComparing(Event::id, TimelinePacker::compareTexts)
            .thenComparing(
                    event -> event instanceof Event.Touch touch ? touch.type() : "", TimelinePacker::compareTexts);

    private final Iterator<InternalRow> steps;
    private final long run;
    private final Words words = new Words();

    /** Those whose steps pass by: one person, or several who share a number. */
    private final List<Person> open = new ArrayList<>();

    private final List<Person> spare = new ArrayList<>();
    private final Deque<InternalRow> ready = new ArrayDeque<>();
    private long number;

    private TimelinePacker(Iterator<InternalRow> steps, long run) {
        this.steps = steps;
        this.run = run;
    }

    /** Rows of {@link Timelines#TABLE} from sorted {@link TimelineSteps}. */
    static Iterator<InternalRow> pack(Iterator<InternalRow> steps, long run) {
        return new TimelinePacker(steps, run);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && steps.hasNext()) {
            InternalRow step = steps.next();
            long numberOfStep = TimelineSteps.place(step) >> TimelineSteps.SECOND_BITS;
            if (numberOfStep != number) {
                endAll();
                number = numberOfStep;
            }
            person(TimelineSteps.timeline(step)).take(step);
        }
        if (ready.isEmpty()) {
            endAll();
        }
        return !ready.isEmpty();
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.removeFirst();
    }

    private Person person(UTF8String timeline) {
        for (Person person : open) {
            if (person.timeline.equals(timeline)) {
                return person;
            }
        }
        Person person = spare.isEmpty() ? new Person() : spare.remove(spare.size() - 1);
        person.timeline = timeline.clone();
        open.add(person);
        return person;
    }

    private void endAll() {
        for (Person person : open) {
            ready.add(person.end());
            spare.add(person);
        }
        open.clear();
    }

    /** An event that a timeline gains or loses. */
    private record Change(Event event, int kind) {}

    private final class Person {

        private final PackedTimeline.Writer writer = new PackedTimeline.Writer();
        private final PackedTimeline.Reader reader = new PackedTimeline.Reader();

        /** What happened within the second at {@link #place}, in any order. */
        private final List<Change> second = new ArrayList<>();

        private UTF8String timeline;
        private long place;
        private Iterator<Event> old = Collections.emptyIterator();
        private Event nextOld;

        void take(InternalRow step) {
            int kind = TimelineSteps.change(step);
            if (kind == TimelineSteps.PACKED) {
                old = reader.events(TimelineSteps.oldTimeline(step));
                advance();
                return;
            }
            if (TimelineSteps.place(step) != place) {
                endSecond();
                place = TimelineSteps.place(step);
            }
            second.add(new Change(TimelineSteps.event(step, words), kind));
        }

        private void endSecond() {
            if (second.size() > 1) {
                second.sort(Comparator.comparing(Change::event, IN_TIME).thenComparingInt(Change::kind));
            }
            second.forEach(this::merge);
            second.clear();
        }

        private void merge(Change change) {
            while (nextOld != null && IN_TIME.compare(nextOld, change.event) < 0) {
                writer.add(nextOld);
                advance();
            }
            if (nextOld != null && IN_TIME.compare(nextOld, change.event) == 0) {
                advance();
            }
            if (change.kind == TimelineSteps.ADDED) {
                writer.add(change.event);
            }
        }

        private void advance() {
            nextOld = old.hasNext() ? old.next() : null;
        }

        InternalRow end() {
            endSecond();
            while (nextOld != null) {
                writer.add(nextOld);
                advance();
            }
            long events = writer.events();
            return new GenericInternalRow(new Object[] {timeline, run, events, writer.end()});
        }
    }

    /** By bytes, whatever the language. */
    private static int compareTexts(String a, String b) {
        return a.equals(b)
                ? 0
                : Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
