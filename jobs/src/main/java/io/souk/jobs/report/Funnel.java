package io.souk.jobs.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * From being seen to being bought in the 30 days {@code from} to {@code to}, by kind of sharer.
 *
 * @param sharers those with most orders first
 */
public record Funnel(LocalDate from, LocalDate to, List<Sharer> sharers) {

    /** The steps, in their order. */
    static final List<String> STEPS = List.of("Seen", "Followed", "Orders", "First orders");

    /**
     * A kind of sharer.
     *
     * @param steps exposures; clicks, reviews and visits; paid orders; first orders of an account
     */
    public record Sharer(String type, List<Long> steps) {

        long orders() {
            return steps.get(2);
        }
    }

    static Part<Funnel> of(List<Measured.Stepped> rows, LocalDate date) {
        LocalDate from = date.minusDays(ReportQueries.MONTH - 1L);
        if (rows.stream().allMatch(row -> row.exposures() + row.followed() == 0)) {
            return Part.absent("No share, click, exposure or visit came from %s to %s.".formatted(from, date));
        }
        return Part.of(new Funnel(
                from,
                date,
                rows.stream()
                        .map(row -> new Sharer(
                                row.sharerType(),
                                List.of(row.exposures(), row.followed(), row.orders(), row.firstOrders())))
                        .sorted(Comparator.comparingLong(Sharer::orders)
                                .reversed()
                                .thenComparing(Sharer::type))
                        .toList()));
    }

    long total(int step) {
        return sharers.stream().mapToLong(sharer -> sharer.steps().get(step)).sum();
    }
}
