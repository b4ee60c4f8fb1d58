package io.souk.timeline;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Measures by day, added up: a small open hash from day to {@link Cube#MEASURES} whole numbers. */
public final class DaySums {

    private static final int EMPTY = Integer.MIN_VALUE;

    private int[] days = emptySlots(8);
    private long[] measures = new long[8 * Cube.MEASURES];
    private int size;

    /**
     * Adds to one measure of a day.
     *
     * @return whether the day is new
     */
    boolean add(int day, int measure, long amount) {
        int slot = slot(day);
        boolean isNew = days[slot] == EMPTY;
        if (isNew) {
            if (2 * (size + 1) > days.length) {
                grow();
                slot = slot(day);
            }
            days[slot] = day;
            size++;
        }
        int at = slot * Cube.MEASURES + measure;
        measures[at] = Math.addExact(measures[at], amount);
        return isNew;
    }

    /** Days that hold something. */
    public int size() {
        return size;
    }

    /** Takes the days one by one, in order; days whose measures are all zero are left out. */
    public void forEach(Reader reader) {
        int[] slots = IntStream.range(0, days.length)
                .filter(slot -> days[slot] != EMPTY)
                .boxed()
                .sorted((a, b) -> Integer.compare(days[a], days[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int slot : slots) {
            long[] values = Arrays.copyOfRange(measures, slot * Cube.MEASURES, (slot + 1) * Cube.MEASURES);
            if (!allZero(values)) {
                reader.day(days[slot], values);
            }
        }
    }

    /** Takes a day. */
    public interface Reader {
        void day(int day, long[] measures);
    }

    private int slot(int day) {
        int mask = days.length - 1;
        int slot = (day * 0x9E3779B9 >>> 7) & mask;
        while (days[slot] != EMPTY && days[slot] != day) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldDays = days;
        long[] oldMeasures = measures;
        days = emptySlots(2 * oldDays.length);
        measures = new long[days.length * Cube.MEASURES];
        for (int old = 0; old < oldDays.length; old++) {
            if (oldDays[old] != EMPTY) {
                int slot = slot(oldDays[old]);
                days[slot] = oldDays[old];
                System.arraycopy(oldMeasures, old * Cube.MEASURES, measures, slot * Cube.MEASURES, Cube.MEASURES);
            }
        }
    }

    private static boolean allZero(long[] values) {
        for (long value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
