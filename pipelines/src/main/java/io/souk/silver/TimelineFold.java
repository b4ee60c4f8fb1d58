package io.souk.silver;

import io.souk.timeline.Contribution;
import io.souk.timeline.Cube;
import io.souk.timeline.DaySums;
import io.souk.timeline.Event;
import io.souk.timeline.PackedDays;
import io.souk.timeline.PackedTimeline;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Runs contributions over the packed timelines of one partition, and hands on the contributions' sums. */
final class TimelineFold {

    private final List<Contribution.Fold> folds;
    private final Cube cube;
    private final Deque<InternalRow> ready = new ArrayDeque<>();
    private final PackedTimeline.Reader reader = new PackedTimeline.Reader();

    TimelineFold(List<Contribution> contributions, int capacity, long run) {
        this.cube = new Cube(capacity, (name, key, days) -> {
            if (!days.isZero()) {
                ready.add(row(name, key, days, run));
            }
        });
        this.folds = contributions.stream()
                .map(contribution -> contribution.into(cube))
                .toList();
    }

    /** A row of {@link Contributions#TABLE}. */
    private static InternalRow row(String name, String[] key, DaySums days, long run) {
        Object[] words = Arrays.stream(key).map(UTF8String::fromString).toArray();
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(name),
            new GenericArrayData(words),
            run,
            PackedDays.firstDay(days),
            PackedDays.of(days)
        });
    }

    /**
     * Folds timelines.
     *
     * @param rows packed events, and whether the person's contribution is taken back; where it is, the same person's events
     *     as they are follow
     */
    Iterator<InternalRow> over(Iterator<InternalRow> rows) {
        return new Iterator<>() {
            private boolean isOver;

            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && !isOver) {
                    if (rows.hasNext()) {
                        InternalRow timeline = rows.next();
                        fold(timeline);
                        if (!timeline.getBoolean(1)) {
                            cube.flushWhereFull();
                        }
                    } else {
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
        };
    }

    private void fold(InternalRow timeline) {
        if (timeline.getBoolean(1)) {
            cube.takeBack();
        } else {
            cube.add();
        }
        Iterator<Event> events = reader.events(timeline.getBinary(0));
        while (events.hasNext()) {
            Event event = events.next();
            for (Contribution.Fold fold : folds) {
                fold.event(event);
            }
        }
        folds.forEach(Contribution.Fold::end);
    }
}
