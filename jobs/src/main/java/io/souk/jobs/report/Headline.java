package io.souk.jobs.report;

import io.souk.gold.Keys;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One headline figure of the date, and what it was before.
 *
 * @param name what it is called: "GMV paid"
 * @param meaning what is counted, in a sentence
 * @param comparisons against the day before, the same weekday a week before, and the year before
 * @param recent the last {@value #RECENT_DAYS} days up to the date, the oldest first; null where there is no value
 */
public record Headline(
        String name, String meaning, Unit unit, Figure value, List<Comparison> comparisons, List<BigDecimal> recent) {

    /** Days that the small curve beside a headline covers. */
    public static final int RECENT_DAYS = 60;

    /** What one step of a figure is. */
    public enum Unit {
        BUYERS,
        ORDERS,
        MONEY
    }

    /**
     * A figure against an earlier one.
     *
     * @param against what lies between the two: "day", "week", "year"
     * @param on the earlier date
     * @param base the figure of that date
     * @param change against the base, 1 = 100%
     */
    public record Comparison(String against, LocalDate on, Figure base, Figure change) {}

    /** Compares the values of a date with those of the dates before it. */
    static Headline of(String name, String meaning, Unit unit, LocalDate date, Function<LocalDate, Figure> values) {
        Figure value = values.apply(date);
        List<Comparison> comparisons = List.of(
                compare("day", value, date.minusDays(1), values),
                compare("week", value, date.minusWeeks(1), values),
                compare("year", value, date.minusYears(1), values));
        List<BigDecimal> recent = IntStream.rangeClosed(1 - RECENT_DAYS, 0)
                .mapToObj(offset -> values.apply(date.plusDays(offset)).value())
                .toList();
        return new Headline(name, meaning, unit, value, comparisons, java.util.Collections.unmodifiableList(recent));
    }

    private static Comparison compare(String against, Figure value, LocalDate on, Function<LocalDate, Figure> values) {
        Figure base = values.apply(on);
        return new Comparison(against, on, base, change(value, base));
    }

    /** The change of a value against its base, 1 = 100%; a base of zero or less is none. */
    static Figure change(Figure value, Figure base) {
        if (!value.isPresent()) {
            return value;
        }
        if (!base.isPresent()) {
            return base;
        }
        if (base.value().signum() <= 0) {
            return Figure.absent(Keys.NO_BASE);
        }
        return Figure.of(value.value().subtract(base.value()).divide(base.value(), MathContext.DECIMAL64));
    }
}
