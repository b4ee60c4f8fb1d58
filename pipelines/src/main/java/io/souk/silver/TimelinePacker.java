package io.souk.silver;

import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import io.souk.timeline.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Packs the sorted steps of one partition, person by person, as they stream by. Where a person had a timeline, it comes
 * first, and the two are merged: an event that was removed is left out, one that was added takes its place in time.
 */
final class TimelinePacker {

    private static final Comparator<Event> IN_TIME = Comparator.comparingLong(Event::at)
            .thenComparing(event -> event instanceof Event.Order)
            .thenComparing(Event::platform, TimelinePacker::compareTexts)
            .thenComparing(Event::id, TimelinePacker::compareTexts)
            .thenComparing(
                    event -> event instanceof Event.Touch touch ? touch.type() : "", TimelinePacker::compareTexts);

    private final PackedTimeline.Writer writer = new PackedTimeline.Writer();
    private final PackedTimeline.Reader reader = new PackedTimeline.Reader();
    private final Words words = new Words();
    private Iterator<Event> old = java.util.Collections.emptyIterator();
    private Event nextOld;

    private TimelinePacker() {}

    /** Rows of {@link Timelines#TABLE} from sorted {@link TimelineSteps}. */
    static Iterator<InternalRow> pack(Iterator<InternalRow> rows, long run) {
        return new TimelinePacker().over(rows, run);
    }

    private Iterator<InternalRow> over(Iterator<InternalRow> rows, long run) {
        return new Iterator<>() {
            private UTF8String person;
            private InternalRow ready;
            private boolean isOver;

            @Override
            public boolean hasNext() {
                while (ready == null && !isOver) {
                    if (!rows.hasNext()) {
                        isOver = true;
                        endPerson();
                        return ready != null;
                    }
                    InternalRow row = rows.next();
                    UTF8String owner = TimelineSteps.timeline(row);
                    if (!owner.equals(person)) {
                        endPerson();
                        person = owner.clone();
                    }
                    take(row);
                }
                return ready != null;
            }

            @Override
            public InternalRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                InternalRow next = ready;
                ready = null;
                return next;
            }

            private void endPerson() {
                if (person != null) {
                    while (nextOld != null) {
                        writer.add(nextOld);
                        advance();
                    }
                    long events = writer.events();
                    ready = new GenericInternalRow(new Object[] {person, run, events, writer.end()});
                    person = null;
                }
            }
        };
    }

    private void take(InternalRow step) {
        int change = TimelineSteps.change(step);
        if (change == TimelineSteps.PACKED) {
            old = reader.events(TimelineSteps.oldTimeline(step));
            advance();
            return;
        }
        Event event = TimelineSteps.event(step, words);
        while (nextOld != null && IN_TIME.compare(nextOld, event) < 0) {
            writer.add(nextOld);
            advance();
        }
        if (nextOld != null && IN_TIME.compare(nextOld, event) == 0) {
            advance();
        }
        if (change == TimelineSteps.ADDED) {
            writer.add(event);
        }
    }

    private void advance() {
        nextOld = old.hasNext() ? old.next() : null;
    }

    /** By bytes, as the rows were sorted. */
    private static int compareTexts(String a, String b) {
        return a.equals(b)
                ? 0
                : Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
