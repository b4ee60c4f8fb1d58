package io.souk.time;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A function from a day to a day that remembers its answers for the days of a century: folds ask the calendar the same
 * few thousand questions millions of times.
 */
final class DayTable implements IntUnaryOperator {

    private static final int FIRST = (int) LocalDate.of(1980, 1, 1).toEpochDay();
    private static final int DAYS = 36_525;
    private static final int UNASKED = Integer.MIN_VALUE;

    private final IntUnaryOperator calendar;
    private final int[] answers = new int[DAYS];

    DayTable(IntUnaryOperator calendar) {
        this.calendar = calendar;
        Arrays.fill(answers, UNASKED);
    }

    @Override
    public int applyAsInt(int day) {
        int at = day - FIRST;
        if (at < 0 || at >= DAYS) {
            return calendar.applyAsInt(day);
        }
        // Two threads may both compute an answer: it is the same one.
        int answer = answers[at];
        if (answer == UNASKED) {
            answer = calendar.applyAsInt(day);
            answers[at] = answer;
        }
        return answer;
    }
}
