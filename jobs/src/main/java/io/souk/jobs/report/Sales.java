package io.souk.jobs.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What was sold: totals of a day, sales over time, and the bridge from what was placed to what stays sold. */
public final class Sales {

    /** Key of the sum of all platforms beyond the largest. */
    public static final String OTHERS = "other platforms";

    private Sales() {}

    /**
     * One bar of the bridge.
     *
     * @param column the column of {@code gold.gmv} that it sums
     * @param amount signed: a deduction is below zero
     * @param isTotal whether the bar stands on zero, or hangs from the one before it
     */
    public record Step(String column, BigDecimal amount, boolean isTotal) {}

    /**
     * GMV of the days {@code from} to {@code to}, both included, line by line.
     *
     * @param orders orders placed
     * @param guestOrders of these, orders without a buyer account: in GMV, not in active buyers
     * @param flaggedOrders of these, orders suspected to be fake
     */
    public record Bridge(
            LocalDate from, LocalDate to, List<Step> steps, long orders, long guestOrders, long flaggedOrders) {}

    /** Values of a measure over all platforms by day: zero for a day of the data on which nothing was sold. */
    static Function<LocalDate, Figure> totals(
            List<Measured.Sold> rows, LocalDate firstOfData, Function<Measured.Sold, BigDecimal> measure) {
        Map<LocalDate, BigDecimal> byDay = new HashMap<>();
        rows.stream()
                .filter(row -> row.platform() != null)
                .forEach(row -> byDay.merge(row.date(), measure.apply(row), BigDecimal::add));
        return day -> day.isBefore(firstOfData)
                ? Figure.absent(Figure.NOT_COVERED)
                : Figure.of(byDay.getOrDefault(day, BigDecimal.ZERO));
    }

    /** Paid GMV over time by platform; platforms beyond the largest are summed, for amounts add up. */
    static Part<Trend> byPlatform(List<Measured.Sold> rows, Span span) {
        Map<String, BigDecimal> totals = new HashMap<>();
        List<Measured.Sold> sold =
                rows.stream().filter(row -> row.platform() != null).toList();
        sold.forEach(row -> totals.merge(row.platform(), row.gmvPaid(), BigDecimal::add));
        List<String> largest = totals.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        Set<String> shown =
                new HashSet<>(largest.size() <= Trend.MOST_LINES ? largest : largest.subList(0, Trend.MOST_LINES - 1));
        Trend.Points points = new Trend.Points();
        for (Measured.Sold row : sold) {
            LocalDate point = span.pointOf(row.date());
            if (span.isWhole(point)) {
                points.add(shown.contains(row.platform()) ? row.platform() : OTHERS, point, row.gmvPaid());
            }
        }
        Comparator<Trend.Line> order = Comparator.comparing((Trend.Line line) ->
                        line.key().equals(OTHERS) ? Integer.MAX_VALUE : largest.indexOf(line.key()))
                .thenComparing(Trend.Line::key);
        List<String> leftOut =
                largest.stream().filter(key -> !shown.contains(key)).toList();
        return points.isEmpty()
                ? Part.absent("Nothing was paid for in the days that are shown.")
                : Part.of(new Trend(points.dates(), points.lines(order), span.step(), null, leftOut));
    }

    /** Paid GMV over time by the tier of the buyer's city. */
    static Part<Trend> byTier(List<Measured.Sold> rows, Span span) {
        Trend.Points points = new Trend.Points();
        for (Measured.Sold row : rows) {
            if (row.tier() != null && span.isWhole(span.pointOf(row.date()))) {
                points.add(row.tier(), span.pointOf(row.date()), row.gmvPaid());
            }
        }
        return Tiers.trend(points, span.step(), null);
    }

    /** The bridge of the 30 days that end on the date, over all platforms. */
    static Part<Bridge> bridge(List<Measured.Sold> rows, LocalDate date) {
        LocalDate from = date.minusDays(ReportQueries.MONTH - 1L);
        List<Measured.Sold> month = rows.stream()
                .filter(row -> row.platform() != null && !row.date().isBefore(from))
                .toList();
        if (month.isEmpty()) {
            return Part.absent("Nothing was sold from %s to %s.".formatted(from, date));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("gmv_placed", sum(month, Measured.Sold::gmvPlaced), true));
        steps.add(new Step("unpaid", sum(month, Measured.Sold::unpaid).negate(), false));
        steps.add(new Step("gmv_paid", sum(month, Measured.Sold::gmvPaid), true));
        steps.add(new Step("cancelled", sum(month, Measured.Sold::cancelled).negate(), false));
        steps.add(new Step(
                "refunded_by_order_date", sum(month, Measured.Sold::refunded).negate(), false));
        steps.add(new Step("gmv_net", sum(month, Measured.Sold::gmvNet), true));
        steps.add(
                new Step("platform_subsidy", sum(month, Measured.Sold::subsidy).negate(), false));
        steps.add(new Step("gmv_net_of_subsidy", sum(month, Measured.Sold::gmvNetOfSubsidy), true));
        return Part.of(new Bridge(
                from,
                date,
                steps,
                month.stream().mapToLong(Measured.Sold::ordersPlaced).sum(),
                month.stream().mapToLong(Measured.Sold::guestOrders).sum(),
                month.stream().mapToLong(Measured.Sold::flaggedOrders).sum()));
    }

    private static BigDecimal sum(List<Measured.Sold> rows, Function<Measured.Sold, BigDecimal> measure) {
        return rows.stream().map(measure).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
