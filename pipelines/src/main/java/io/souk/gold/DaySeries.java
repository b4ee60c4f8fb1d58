package io.souk.gold;

import java.util.Arrays;

/** A figure day by day, built from its changes: +1 where something begins, -1 on the day after it ends. */
public final class DaySeries {

    private final int firstDay;
    private final long[] values;

    private DaySeries(int firstDay, long[] values) {
        this.firstDay = firstDay;
        this.values = values;
    }

    /**
     * Adds changes up.
     *
     * @param days epoch days, in any order; a day may come several times
     * @param changes what each day adds
     * @param lastDay last day that is asked for
     */
    public static DaySeries ofChanges(int[] days, long[] changes, int lastDay) {
        int first = Arrays.stream(days).min().orElse(Integer.MAX_VALUE);
        if (first > lastDay) {
            return new DaySeries(lastDay + 1, new long[0]);
        }
        long[] values = new long[lastDay - first + 1];
        for (int i = 0; i < days.length; i++) {
            if (days[i] <= lastDay) {
                values[days[i] - first] += changes[i];
            }
        }
        for (int i = 1; i < values.length; i++) {
            values[i] += values[i - 1];
        }
        return new DaySeries(first, values);
    }

    /** The first day with a value. */
    public int firstDay() {
        return firstDay;
    }

    /** The figure on a day: zero before the first change. */
    public long on(int day) {
        return day < firstDay ? 0 : values[day - firstDay];
    }
}
