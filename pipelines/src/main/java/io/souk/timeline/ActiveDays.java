package io.souk.timeline;

import java.util.Arrays;

/**
 * The days on which one entity (an account, or a person on several platforms) ordered, each with the attributes of the
 * latest order of the day and the day's GMV. Bounded by the calendar, however many orders there are.
 */
final class ActiveDays implements WindowSweep.Days {

    private int[] days = new int[8];
    private Attributes[] attributes = new Attributes[8];
    private int[] segments = {};
    private int kinds;
    private long[] gmv = new long[8];
    private int size;

    /**
     * Notes an order. Orders come in order of time; on several platforms their dates may step back by a day, since each
     * keeps its own calendar.
     *
     * @param amount minor units
     */
    void add(int day, Attributes described, long amount) {
        int at = size;
        while (at > 0 && days[at - 1] > day) {
            at--;
        }
        if (at > 0 && days[at - 1] == day) {
            attributes[at - 1] = described;
            gmv[at - 1] = Math.addExact(gmv[at - 1], amount);
            return;
        }
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
            attributes = Arrays.copyOf(attributes, 2 * size);
            gmv = Arrays.copyOf(gmv, 2 * size);
        }
        System.arraycopy(days, at, days, at + 1, size - at);
        System.arraycopy(attributes, at, attributes, at + 1, size - at);
        System.arraycopy(gmv, at, gmv, at + 1, size - at);
        days[at] = day;
        attributes[at] = described;
        gmv[at] = amount;
        size++;
    }

    /** The same days, which can go on by themselves. */
    ActiveDays copy() {
        ActiveDays copy = new ActiveDays();
        copy.days = days.clone();
        copy.attributes = attributes.clone();
        copy.gmv = gmv.clone();
        copy.size = size;
        return copy;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int day(int index) {
        return days[index];
    }

    /** Looks up the segments of all days, once for all windows; no order can be noted any more. */
    void divide(Segments bySegments) {
        kinds = bySegments.kinds();
        segments = new int[size * kinds];
        for (int index = 0; index < size; index++) {
            for (int kind = 0; kind < kinds; kind++) {
                segments[index * kinds + kind] = bySegments.number(kind, attributes[index]);
            }
        }
        attributes = null;
    }

    /** The segment of a day, by its number: see {@link #divide}. */
    int segment(int index, int kind) {
        return segments[index * kinds + kind];
    }

    /** Minor units. */
    long gmv(int index) {
        return gmv[index];
    }
}
