package io.souk.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rolling window that ends on a date, both ends included: {@code 7d} covers seven days, {@code 12m} runs from the day
 * after the same date twelve months before (so 366 days where a 29 February lies inside).
 *
 * <p>Dates are epoch days here ({@link LocalDate#toEpochDay}): folds handle many of them.
 */
public final class Window {

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,3})([dm])");

    private final String name;
    private final int length;
    private final ChronoUnit unit;
    private final IntUnaryOperator firstDay;
    private final IntUnaryOperator lastDayCovering;

    private Window(String name, int length, ChronoUnit unit) {
        this.name = name;
        this.length = length;
        this.unit = unit;
        boolean isDays = unit == ChronoUnit.DAYS;
        this.firstDay = isDays ? day -> day - length + 1 : new DayTable(this::firstDayByMonths);
        this.lastDayCovering = isDays ? day -> day + length - 1 : new DayTable(this::lastDayCoveringByMonths);
    }

    /**
     * Reads a window's name.
     *
     * @throws IllegalArgumentException where it is not a number followed by {@code d} (days) or {@code m} (months)
     */
    public static Window of(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The window '%s' is not a number of days or months. Write for example 7d or 12m.".formatted(name));
        }
        ChronoUnit unit = matcher.group(2).equals("d") ? ChronoUnit.DAYS : ChronoUnit.MONTHS;
        return new Window(name, Integer.parseInt(matcher.group(1)), unit);
    }

    /** The value of {@code window_length} in tables. */
    public String name() {
        return name;
    }

    /** First day of the window that ends on {@code lastDay}. Never falls as {@code lastDay} rises. */
    public int firstDay(int lastDay) {
        return firstDay.applyAsInt(lastDay);
    }

    private int firstDayByMonths(int lastDay) {
        return (int) LocalDate.ofEpochDay(lastDay).minusMonths(length).toEpochDay() + 1;
    }

    /** Last day of the window before: the two windows touch and do not overlap. */
    public int previousLastDay(int lastDay) {
        return firstDay(lastDay) - 1;
    }

    /** The last day D whose window still contains {@code day}. */
    public int lastDayCovering(int day) {
        return lastDayCovering.applyAsInt(day);
    }

    private int lastDayCoveringByMonths(int day) {
        int candidate = (int) LocalDate.ofEpochDay(day - 1L).plusMonths(length).toEpochDay();
        // The end of a month is squeezed (31 January + 1 month = 28 February), so a few later days may still cover it.
        while (firstDay(candidate + 1) <= day) {
            candidate++;
        }
        while (firstDay(candidate) > day) {
            candidate--;
        }
        return candidate;
    }

    /** The days D whose previous window ends on or after {@code day}: the first of them. */
    public int firstDayAfterPrevious(int day) {
        return lastDayCovering(day) + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Window window && window.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
