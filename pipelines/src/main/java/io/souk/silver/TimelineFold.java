package io.souk.silver;

import io.souk.timeline.Attributes;
import io.souk.timeline.Contribution;
import io.souk.timeline.Cube;
import io.souk.timeline.DaySums;
import io.souk.timeline.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Runs contributions over the sorted timelines of one partition. Rows are read in place, as they stream by; what is
 * handed on is the contributions' sums.
 */
final class TimelineFold {

    private static final int REVERSAL_FIELDS = 4;
    private static final Event.Reversal[] NO_REVERSALS = {};

    private final List<Contribution.Fold> folds;
    private final Cube cube;
    private final Deque<InternalRow> ready = new ArrayDeque<>();
    private final Map<UTF8String, String> words = new HashMap<>();

    TimelineFold(List<Contribution> contributions, int capacity) {
        this.cube = new Cube(capacity, (name, key, days) -> ready.add(row(name, key, days)));
        this.folds = contributions.stream()
                .map(contribution -> contribution.into(cube))
                .toList();
    }

    /** A row of {@link Contributions#TABLE}. */
    private static InternalRow row(String name, String[] key, DaySums days) {
        List<InternalRow> points = new ArrayList<>();
        days.forEach((day, measures) -> points.add(
                new GenericInternalRow(new Object[] {day, measures[0], measures[1], measures[2], measures[3]})));
        Object[] words = Arrays.stream(key).map(UTF8String::fromString).toArray();
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(name), new GenericArrayData(words), new GenericArrayData(points.toArray())
        });
    }

    Iterator<InternalRow> over(Iterator<InternalRow> rows) {
        return new Iterator<>() {
            private UTF8String person;
            private boolean isOver;

            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && !isOver) {
                    if (rows.hasNext()) {
                        take(rows.next());
                    } else {
                        endPerson();
                        cube.flush();
                        isOver = true;
                    }
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

            private void take(InternalRow row) {
                UTF8String owner = row.getUTF8String(0);
                if (!owner.equals(person)) {
                    endPerson();
                    person = owner.clone();
                }
                Event event = event(row);
                for (Contribution.Fold fold : folds) {
                    fold.event(event);
                }
            }

            private void endPerson() {
                if (person != null) {
                    folds.forEach(Contribution.Fold::end);
                    cube.flushWhereFull();
                }
            }
        };
    }

    /** Reads a row of {@link Timelines#TABLE}; the numbers are its columns in their declared order. */
    private Event event(InternalRow row) {
        long at = row.getLong(1);
        String platform = word(row, 3);
        if (row.getInt(2) == Timelines.TOUCH) {
            return new Event.Touch(
                    at,
                    platform,
                    row.getUTF8String(4).toString(),
                    word(row, 18),
                    word(row, 19),
                    word(row, 20),
                    word(row, 21),
                    row.getBoolean(22),
                    row.getBoolean(23));
        }
        return new Event.Order(
                at,
                row.getInt(7),
                platform,
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
}
