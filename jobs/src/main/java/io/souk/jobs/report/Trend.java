package io.souk.jobs.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Figures over time, one line per platform, tier or the like.
 *
 * @param dates of the points, rising
 * @param lines in the order in which they are drawn and named
 * @param daysPerPoint days that a point stands for: 1, or 7 where the span is long
 * @param completeFrom first date whose window lies wholly in the data; null where every date's does, and after the last
 *     date where none does
 * @param leftOut names for which there was no room
 */
public record Trend(
        List<LocalDate> dates, List<Line> lines, int daysPerPoint, LocalDate completeFrom, List<String> leftOut) {

    /** Lines beyond this are hard to tell apart. */
    public static final int MOST_LINES = 8;

    /**
     * One line of the chart.
     *
     * @param key as the tables have it: a platform, a tier
     * @param values as many as there are dates; null where there is none
     */
    public record Line(String key, List<BigDecimal> values) {

        /** The last value that there is, or zero. */
        public BigDecimal last() {
            for (int i = values.size() - 1; i >= 0; i--) {
                if (values.get(i) != null) {
                    return values.get(i);
                }
            }
            return BigDecimal.ZERO;
        }
    }

    /** Values by key and date, collected in any order. */
    static final class Points {
        private final Map<String, Map<LocalDate, BigDecimal>> byKey = new HashMap<>();
        private final NavigableSet<LocalDate> dates = new TreeSet<>();

        /** Adds to what the key has on the date. */
        void add(String key, LocalDate date, BigDecimal value) {
            dates.add(date);
            byKey.computeIfAbsent(key, absent -> new HashMap<>()).merge(date, value, BigDecimal::add);
        }

        boolean isEmpty() {
            return byKey.isEmpty();
        }

        List<LocalDate> dates() {
            return List.copyOf(dates);
        }

        /** One line per key in the given order; keys are compared by their lines. */
        List<Line> lines(Comparator<Line> order) {
            return byKey.entrySet().stream()
                    .map(entry -> {
                        List<BigDecimal> values = new ArrayList<>(dates.size());
                        dates.forEach(date -> values.add(entry.getValue().get(date)));
                        return new Line(entry.getKey(), values);
                    })
                    .sorted(order)
                    .toList();
        }
    }

    /** The largest at the end first; equals by name. */
    static Comparator<Line> largestFirst() {
        return Comparator.comparing(Line::last).reversed().thenComparing(Line::key);
    }
}
