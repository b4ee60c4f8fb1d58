package io.souk.timeline;

/**
 * The measures of one row, day by day, added up: from the first day to the last, the measures of a day beside each other,
 * since what changes on a day changes several.
 */
public final class DaySums {

    /** Measures that a day can have. */
    public static final int MEASURES = 4;

    private static final int SMALLEST_SPAN = 16;
    private static final long[] NOTHING = {};

    /** The measures of the first day, up to the last one in use, then those of the day after it. */
    private long[] values = NOTHING;

    /** Measures of a day in use: those below it. */
    private int width;

    private final Room room;
    private final int copies;
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
        this(room, 1);
    }

    /** A row that will be added to as many others as there are copies: its numbers take room for each of them. */
    DaySums(Room room, int copies) {
        this.room = room;
        this.copies = copies;
    }

    /**
     * Adds to one measure of a day.
     *
     * @param day epoch day
     * @param measure which measure, from 0 to {@link #MEASURES} - 1
     */
    public void add(int day, int measure, long amount) {
        if (amount != 0) {
            addSigned(day, measure, room.sign * amount);
        }
    }

    /** Adds all that another row holds; its signs are made already. */
    void addAll(DaySums other) {
        other.forEach((day, measures) -> {
            for (int measure = 0; measure < other.width; measure++) {
                if (measures[measure] != 0) {
                    addSigned(day, measure, measures[measure]);
                }
            }
        });
    }

    private void addSigned(int day, int measure, long amount) {
        int at = day - firstDay;
        if (at < 0 || at >= span || measure >= width) {
            reach(day, measure);
            at = day - firstDay;
        }
        int place = at * width + measure;
        values[place] = Math.addExact(values[place], amount);
    }

    /** Takes the days one by one, in order; days whose measures are all zero are left out. */
    public void forEach(Reader reader) {
        long[] ofDay = new long[MEASURES];
        for (int at = 0; at < span; at++) {
            boolean isZero = true;
            for (int measure = 0; measure < width; measure++) {
                ofDay[measure] = values[at * width + measure];
                isZero &= ofDay[measure] == 0;
            }
            if (!isZero) {
                reader.day(firstDay + at, ofDay);
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
        values = NOTHING;
        width = 0;
        span = 0;
    }

    /** Makes room for a day and a measure, and for as many days again on that side: a row is grown few times. */
    private void reach(int day, int measure) {
        int oldFirst = firstDay;
        int oldSpan = span;
        int oldWidth = width;
        long[] old = values;
        width = Math.max(width, measure + 1);
        if (span == 0) {
            firstDay = day;
            span = SMALLEST_SPAN;
        } else if (day < firstDay) {
            firstDay = Math.min(day, firstDay - span);
            span += oldFirst - firstDay;
        } else if (day >= firstDay + span) {
            span = Math.max(day - firstDay + 1, 2 * span);
        }
        values = new long[span * width];
        room.numbers += (long) copies * (values.length - old.length);
        for (int at = 0; at < oldSpan; at++) {
            System.arraycopy(old, at * oldWidth, values, (at + oldFirst - firstDay) * width, oldWidth);
        }
    }
}
