package io.souk.jobs.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The days that the curves of a report show: at most two years up to its date, day by day where they are few, else one
 * point a week, counted back from the date.
 *
 * @param first first day of the data or of the two years, whichever is later
 * @param last the report's date
 */
record Span(LocalDate first, LocalDate last) {

    private static final int MOST_DAYS_ONE_BY_ONE = 120;

    static Span upTo(LocalDate date, LocalDate firstOfData) {
        LocalDate twoYears = date.minusYears(2);
        return new Span(firstOfData.isAfter(twoYears) ? firstOfData : twoYears, date);
    }

    long days() {
        return ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** Days from one point to the next: 1 or 7. */
    int step() {
        return days() <= MOST_DAYS_ONE_BY_ONE ? 1 : 7;
    }

    /** The point that a day's amounts belong to: the last day of its week, counted back from the date. */
    LocalDate pointOf(LocalDate day) {
        long daysBack = ChronoUnit.DAYS.between(day, last);
        return last.minusDays(daysBack - daysBack % step());
    }

    /** Whether all days of a point lie in the span: the first week may be cut. */
    boolean isWhole(LocalDate point) {
        return !point.minusDays(step() - 1L).isBefore(first);
    }
}
