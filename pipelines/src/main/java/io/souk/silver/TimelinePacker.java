package io.souk.silver;

import io.souk.timeline.Attributes;
import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Packs the sorted events of one partition, person by person, as they stream by. Where a person had a timeline, it comes
 * first, and the two are merged: an event that was removed is left out, one that was added takes its place in time.
 */
final class TimelinePacker {

    /** The row holds the whole timeline, as it was. */
    static final int PACKED = 0;

    /** The row is an event that the timeline loses. */
    static final int REMOVED = 1;

    /** The row is an event that the timeline gains. */
    static final int ADDED = 2;

    private static final int REVERSAL_FIELDS = 4;
    private static final Event.Reversal[] NO_REVERSALS = {};

    /** Places of what follows the event's own columns. */
    private static final int CHANGE = Timelines.EVENT.size();

    private static final int OLD = CHANGE + 1;

    private static final Comparator<Event> IN_TIME = Comparator.comparingLong(Event::at)
            .thenComparing(event -> event instanceof Event.Order)
            .thenComparing(Event::platform, TimelinePacker::compareTexts)
            .thenComparing(Event::id, TimelinePacker::compareTexts)
            .thenComparing(
                    event -> event instanceof Event.Touch touch ? touch.type() : "", TimelinePacker::compareTexts);

    private final PackedTimeline.Writer writer = new PackedTimeline.Writer();
    private final PackedTimeline.Reader reader = new PackedTimeline.Reader();
    private final Map<UTF8String, String> words = new HashMap<>();
    private Iterator<Event> old = java.util.Collections.emptyIterator();
    private Event nextOld;

    private TimelinePacker() {}

    /** Rows of {@link Timelines#TABLE} from rows of {@link Timelines#EVENT}, what becomes of each, and the old timeline. */
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
                    UTF8String owner = row.getUTF8String(0);
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

    private void take(InternalRow row) {
        int change = row.getInt(CHANGE);
        if (change == PACKED) {
            old = reader.events(row.getBinary(OLD));
            advance();
            return;
        }
        if (nextOld == null && change == ADDED) {
            writer.add(event(row));
            return;
        }
        Event event = event(row);
        while (nextOld != null && IN_TIME.compare(nextOld, event) < 0) {
            writer.add(nextOld);
            advance();
        }
        if (nextOld != null && IN_TIME.compare(nextOld, event) == 0) {
            advance();
        }
        if (change == ADDED) {
            writer.add(event);
        }
    }

    private void advance() {
        nextOld = old.hasNext() ? old.next() : null;
    }

    /** Reads a row of {@link Timelines#EVENT}; the numbers are its columns in their declared order. */
    private Event event(InternalRow row) {
        long at = row.getLong(1);
        String platform = word(row, 3);
        String id = row.getUTF8String(4).toString();
        if (row.getInt(2) == Timelines.TOUCH) {
            return new Event.Touch(
                    at,
                    platform,
                    id,
                    row.getInt(7),
                    word(row, 18),
                    word(row, 19),
                    word(row, 20),
                    word(row, 24),
                    word(row, 21),
                    row.getBoolean(22),
                    row.getBoolean(23));
        }
        return new Event.Order(
                at,
                platform,
                id,
                row.getInt(7),
                word(row, 5),
                row.isNullAt(6) ? null : row.getUTF8String(6).toString(),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getLong(11),
                new Attributes(word(row, 12), word(row, 13), word(row, 14), word(row, 15), word(row, 16)),
                reversals(row));
    }

    private static Event.Reversal[] reversals(InternalRow row) {
        if (row.isNullAt(17)) {
            return NO_REVERSALS;
        }
        ArrayData array = row.getArray(17);
        Event.Reversal[] reversals = new Event.Reversal[array.numElements()];
        for (int i = 0; i < reversals.length; i++) {
            InternalRow reversal = array.getStruct(i, REVERSAL_FIELDS);
            reversals[i] = new Event.Reversal(reversal.getInt(2), reversal.getLong(3));
        }
        return reversals;
    }

    /** A string of few values, decoded once. */
    private String word(InternalRow row, int column) {
        if (row.isNullAt(column)) {
            return null;
        }
        UTF8String bytes = row.getUTF8String(column);
        String word = words.get(bytes);
        if (word == null) {
            if (words.size() > 50_000) {
                words.clear();
            }
            word = bytes.toString();
            words.put(bytes.clone(), word);
        }
        return word;
    }

    /** By bytes, as the rows were sorted. */
    private static int compareTexts(String a, String b) {
        return a.equals(b)
                ? 0
                : Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
