package io.souk.jobs.report;

import io.souk.gold.Keys;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How many buyers were active: over time, by platform and by tier, and day by day for the headlines. */
final class Activity {

    private Activity() {}

    static boolean isPlatform(String key) {
        return !key.equals(Keys.ALL) && !key.startsWith(Keys.GROUP_PREFIX);
    }

    /** Active buyers over time, a line per platform, and one for persons where there are several platforms. */
    static Part<Trend> byPlatform(List<Measured.Active> rows, String window, Span span) {
        Trend.Points points = new Trend.Points();
        Trend.Points persons = new Trend.Points();
        for (Measured.Active row : rows) {
            if (row.isTotal() && row.window().equals(window) && isPoint(row.date(), span)) {
                if (isPlatform(row.platform())) {
                    points.add(row.platform(), row.date(), BigDecimal.valueOf(row.buyers()));
                } else if (row.platform().equals(Keys.ALL)) {
                    persons.add(Keys.ALL, row.date(), BigDecimal.valueOf(row.buyers()));
                }
            }
        }
        if (points.isEmpty()) {
            return Part.absent("The run published no active buyers of the window %s.".formatted(window));
        }
        List<Trend.Line> all = points.lines(Trend.largestFirst());
        List<Trend.Line> shown = all.subList(0, Math.min(all.size(), Trend.MOST_LINES));
        List<String> leftOut = all.subList(shown.size(), all.size()).stream()
                .map(Trend.Line::key)
                .toList();
        List<LocalDate> dates = points.dates();
        if (all.size() > 1 && persons.dates().equals(dates)) {
            shown = java.util.stream.Stream.concat(persons.lines(Trend.largestFirst()).stream(), shown.stream())
                    .toList();
        }
        return Part.of(new Trend(dates, shown, 1, completeFrom(rows, window, dates), leftOut));
    }

    /** Persons active on any platform in 12 months, by the tier of their latest order's city. */
    static Part<Trend> byTier(List<Measured.Active> rows, Span span) {
        Trend.Points points = new Trend.Points();
        rows.stream()
                .filter(row -> row.segmentKind().equals("city_tier") && isPoint(row.date(), span))
                .forEach(row -> points.add(row.segment(), row.date(), BigDecimal.valueOf(row.buyers())));
        return Tiers.trend(points, 1, completeFrom(rows, "12m", points.dates()));
    }

    /**
     * Persons active on any platform by day. Zero where the data covers the day and nobody was active; absent where the
     * window begins before the data. The day a year before {@code date} is known from the date's own row, should it lie
     * before the first published one.
     */
    static Function<LocalDate, Figure> persons(
            List<Measured.Active> rows, String window, LocalDate firstOfData, LocalDate date) {
        Map<LocalDate, Measured.Active> byDay = new HashMap<>();
        rows.stream()
                .filter(row -> row.isTotal()
                        && row.platform().equals(Keys.ALL)
                        && row.window().equals(window))
                .forEach(row -> byDay.put(row.date(), row));
        return day -> {
            if (day.isBefore(firstOfData)) {
                boolean isYearBefore = day.equals(date.minusYears(1)) && byDay.containsKey(date);
                return isYearBefore ? byDay.get(date).yearAgo() : Figure.absent(Figure.NOT_COVERED);
            }
            if (byDay.isEmpty()) {
                return Figure.absent(Figure.NOT_PUBLISHED);
            }
            Measured.Active row = byDay.get(day);
            if (row == null) {
                return Figure.of(0);
            }
            return row.isComplete() ? Figure.of(row.buyers()) : Figure.absent(Keys.HISTORY_TOO_SHORT);
        };
    }

    private static boolean isPoint(LocalDate date, Span span) {
        return span.pointOf(date).equals(date);
    }

    private static LocalDate completeFrom(List<Measured.Active> rows, String window, List<LocalDate> dates) {
        List<LocalDate> incomplete = rows.stream()
                .filter(row -> row.isTotal() && row.window().equals(window) && !row.isComplete())
                .map(Measured.Active::date)
                .sorted()
                .toList();
        if (incomplete.isEmpty()) {
            return null;
        }
        LocalDate last = incomplete.get(incomplete.size() - 1);
        return dates.stream().filter(date -> date.isAfter(last)).findFirst().orElse(last.plusDays(1));
    }
}
