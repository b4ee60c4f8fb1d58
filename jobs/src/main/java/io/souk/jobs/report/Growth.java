package io.souk.jobs.report;

import io.souk.gold.Keys;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where the growth came from: windows of 30 days, each against the one before it.
 *
 * @param steps persons on any platform, window by window, the oldest first
 * @param platforms the last window by platform, where there are several; platforms are never summed
 */
public record Growth(List<Step> steps, List<Step> platforms) {

    /** One window of 30 days that ends on {@code date}, of {@code platform}. */
    public record Step(
            LocalDate date,
            String platform,
            Figure newBuyers,
            Figure retained,
            Figure resurrected,
            Figure churned,
            Figure quickRatio) {}

    static Part<Growth> of(List<Measured.Grown> rows, LocalDate date) {
        List<Step> steps = rows.stream()
                .filter(row -> row.window().equals("30d") && row.platform().equals(Keys.ALL))
                .sorted(Comparator.comparing(Measured.Grown::date))
                .map(Growth::step)
                .toList();
        List<Step> platforms = rows.stream()
                .filter(row ->
                        row.window().equals("30d") && row.date().equals(date) && Activity.isPlatform(row.platform()))
                .sorted(Comparator.comparing(Measured.Grown::platform))
                .map(Growth::step)
                .toList();
        boolean isAnyKnown = steps.stream()
                .anyMatch(step -> step.newBuyers().isPresent() || step.churned().isPresent());
        if (!isAnyKnown) {
            return Part.absent("No window of 30 days has a window of 30 days before it: the data begins too late.");
        }
        return Part.of(new Growth(steps, platforms));
    }

    /** Persons whose first counting order ever was on the day. */
    static Function<LocalDate, Figure> newPersons(List<Measured.Grown> rows, LocalDate firstOfData) {
        Map<LocalDate, Figure> byDay = new HashMap<>();
        rows.stream()
                .filter(row -> row.window().equals("1d") && row.platform().equals(Keys.ALL))
                .forEach(row -> byDay.put(row.date(), row.newBuyers()));
        return day -> {
            if (day.isBefore(firstOfData)) {
                return Figure.absent(Figure.NOT_COVERED);
            }
            return byDay.isEmpty() ? Figure.absent(Figure.NOT_PUBLISHED) : byDay.getOrDefault(day, Figure.of(0));
        };
    }

    private static Step step(Measured.Grown row) {
        return new Step(
                row.date(),
                row.platform(),
                row.newBuyers(),
                row.retained(),
                row.resurrected(),
                row.churned(),
                row.quickRatio());
    }
}
