package io.souk.time;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/** The dates that a date is compared with. */
public final class SameDay {

    private static final DayTable YEAR_BEFORE = before(date -> date.minusYears(1));
    private static final DayTable QUARTER_BEFORE = before(date -> date.minusMonths(3));
    private static final DayTable MONTH_BEFORE = before(date -> date.minusMonths(1));

    private SameDay() {}

    /** The same date a year before; 28 February for 29 February. */
    public static int yearBefore(int day) {
        return YEAR_BEFORE.applyAsInt(day);
    }

    /** The same date three months before, or the last day of that month. */
    public static int quarterBefore(int day) {
        return QUARTER_BEFORE.applyAsInt(day);
    }

    /** The same date a month before, or the last day of that month. */
    public static int monthBefore(int day) {
        return MONTH_BEFORE.applyAsInt(day);
    }

    private static DayTable before(UnaryOperator<LocalDate> calendar) {
        return new DayTable(
                day -> (int) calendar.apply(LocalDate.ofEpochDay(day)).toEpochDay());
    }
}
