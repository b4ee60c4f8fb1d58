package io.souk.time;

import java.time.LocalDate;

/** Calendar months, each told by its first day (an epoch day). */
public final class Months {

    private static final DayTable FIRST_DAY = new DayTable(
            day -> (int) LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay());

    private Months() {}

    /** The month of a day. */
    public static int of(int day) {
        return FIRST_DAY.applyAsInt(day);
    }

    /** The month some months later. */
    public static int plus(int month, int months) {
        return (int) LocalDate.ofEpochDay(month).plusMonths(months).toEpochDay();
    }

    /** How many months lie between a month and a later one; below zero where it is earlier. */
    public static int between(int month, int later) {
        LocalDate from = LocalDate.ofEpochDay(month);
        LocalDate to = LocalDate.ofEpochDay(later);
        return 12 * (to.getYear() - from.getYear()) + to.getMonthValue() - from.getMonthValue();
    }
}
