package io.souk.timeline;

/** The measures of one row, day by day, added up: an array from the first day to the last for each measure in use. */
public final class DaySums {

    /** Measures that a day can have. */
    public static final int MEASURES = 4;

    private static final int SMALLEST_SPAN = 16;

    private final long[][] measures = new long[MEASURES][];
    private final Room room;
    private int firstDay;
    private int span;

    /** Counts the numbers that all rows of a cube hold together. */
    static final class Room {
        private long numbers;
        private int sign = 1;

        void sign(int newSign) {
            sign = newSign;
        }

        long numbers() {
            return numbers;
        }

        void clear() {
            numbers = 0;
        }
    }

    /** A row of its own, outside any cube. */
    public DaySums() {
        this(new Room());
    }

    DaySums(Room room) {
        this.room = room;
    }

    /**
     * Adds to one measure of a day.
     *
     * @param day epoch day
     * @param measure which measure, from 0 to {@link #MEASURES} - 1
     */
    public void add(int day, int measure, long amount) {
        if (amount == 0) {
            return;
        }
        int at = day - firstDay;
        if (at < 0 || at >= span) {
            reach(day);
            at = day - firstDay;
        }
        long[] values = measures[measure];
        if (values == null) {
            values = new long[span];
            measures[measure] = values;
            room.numbers += span;
        }
        values[at] = Math.addExact(values[at], room.sign * amount);
    }

    /** Takes the days one by one, in order; days whose measures are all zero are left out. */
    public void forEach(Reader reader) {
        long[] values = new long[MEASURES];
        for (int at = 0; at < span; at++) {
            boolean isZero = true;
            for (int measure = 0; measure < MEASURES; measure++) {
                values[measure] = measures[measure] == null ? 0 : measures[measure][at];
                isZero &= values[measure] == 0;
            }
            if (!isZero) {
                reader.day(firstDay + at, values);
            }
        }
    }

    /** Takes a day. */
    public interface Reader {

        /**
         * Takes a day.
         *
         * @param measures all measures of the day; the array is used again for the next day
         */
        void day(int day, long[] measures);
    }

    /** Whether no day has a measure. */
    public boolean isZero() {
        boolean[] isZero = {true};
        forEach((day, measures) -> isZero[0] = false);
        return isZero[0];
    }

    /** Forgets all days. */
    void clear() {
        java.util.Arrays.fill(measures, null);
        span = 0;
    }

    /** Makes room for a day, and for as many days again on that side: a row is grown few times. */
    private void reach(int day) {
        if (span == 0) {
            firstDay = day;
            span = SMALLEST_SPAN;
            return;
        }
        int oldFirst = firstDay;
        int oldSpan = span;
        int last = firstDay + span - 1;
        if (day < firstDay) {
            firstDay = Math.min(day, firstDay - span);
        } else {
            last = Math.max(day, last + span);
        }
        span = last - firstDay + 1;
        for (int measure = 0; measure < MEASURES; measure++) {
            if (measures[measure] != null) {
                long[] grown = new long[span];
                System.arraycopy(measures[measure], 0, grown, oldFirst - firstDay, oldSpan);
                measures[measure] = grown;
                room.numbers += span - oldSpan;
            }
        }
    }
}
