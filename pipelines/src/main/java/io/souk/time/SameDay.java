package io.souk.time;

import java.time.LocalDate;

/** The dates that a date is compared with. */
public final class SameDay {

    private SameDay() {}

    /** The same date a year before; 28 February for 29 February. */
    public static int yearBefore(int day) {
        return (int) LocalDate.ofEpochDay(day).minusYears(1).toEpochDay();
    }

    /** The same date three months before, or the last day of that month. */
    public static int quarterBefore(int day) {
        return (int) LocalDate.ofEpochDay(day).minusMonths(3).toEpochDay();
    }

    /** The same date a month before, or the last day of that month. */
    public static int monthBefore(int day) {
        return (int) LocalDate.ofEpochDay(day).minusMonths(1).toEpochDay();
    }
}
