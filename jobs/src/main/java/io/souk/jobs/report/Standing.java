package io.souk.jobs.report;

import io.souk.gold.Keys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where a platform stands on the date, over 12 months. Owners ({@code group:x}) and all platforms together
 * ({@code all}) count persons, so their buyers are not the sum of the platforms' buyers; they have no shares or ranks.
 *
 * @param buyers active buyers, harmonised definition
 * @param isWindowComplete whether the data reaches back 12 months
 * @param reportedBuyers active buyers by the platform's own rule
 * @param orders paid orders
 * @param gmv paid GMV
 * @param averageOrder GMV per paid order
 * @param spendPerBuyer GMV per active buyer
 */
public record Standing(
        String platform,
        Figure buyers,
        boolean isWindowComplete,
        Figure reportedBuyers,
        Figure growthYoy,
        Figure monthlyBuyers,
        Figure orders,
        Figure gmv,
        Figure averageOrder,
        Figure spendPerBuyer,
        Figure rankByBuyers,
        Figure rankByGmv) {

    /** Every platform, owner and all together; platforms first, the largest by GMV first. */
    static List<Standing> of(List<Measured.Active> active, List<Measured.Shared> shares, LocalDate date) {
        Map<String, Measured.Shared> shareOf = new HashMap<>();
        Competition.ofYear(shares, date).forEach(row -> shareOf.put(row.platform(), row));
        Map<String, Measured.Active> year = totals(active, date, "harmonised", "12m");
        Map<String, Measured.Active> reported = totals(active, date, "reported", "12m");
        Map<String, Measured.Active> month = totals(active, date, "harmonised", "30d");
        TreeSet<String> keys = new TreeSet<>(year.keySet());
        keys.addAll(shareOf.keySet());
        return keys.stream()
                .map(key -> of(key, year.get(key), reported.get(key), month.get(key), shareOf.get(key)))
                .sorted(Comparator.comparing((Standing standing) -> !Activity.isPlatform(standing.platform()))
                        .thenComparing(standing -> standing.platform().equals(Keys.ALL))
                        .thenComparing(standing -> standing.gmv().isPresent()
                                ? standing.gmv().value().negate()
                                : BigDecimal.ZERO)
                        .thenComparing(Standing::platform))
                .toList();
    }

    private static Standing of(
            String platform,
            Measured.Active year,
            Measured.Active reported,
            Measured.Active month,
            Measured.Shared share) {
        Figure buyers = buyers(year);
        Figure gmv = share == null ? notPublished() : Figure.of(share.gmv());
        Figure orders = share == null ? notPublished() : Figure.of(share.orders());
        return new Standing(
                platform,
                buyers,
                year == null || year.isComplete(),
                buyers(reported),
                year == null ? notPublished() : year.growthYoy(),
                buyers(month),
                orders,
                gmv,
                quotient(gmv, orders),
                quotient(gmv, buyers),
                share == null ? notPublished() : Figure.of(share.rankByBuyers()),
                share == null ? notPublished() : Figure.of(share.rankByGmv()));
    }

    private static Map<String, Measured.Active> totals(
            List<Measured.Active> rows, LocalDate date, String definition, String window) {
        Map<String, Measured.Active> byPlatform = new HashMap<>();
        rows.stream()
                .filter(row -> row.date().equals(date)
                        && row.definition().equals(definition)
                        && row.window().equals(window)
                        && row.segmentKind().equals(Keys.ALL))
                .forEach(row -> byPlatform.put(row.platform(), row));
        return byPlatform;
    }

    private static Figure buyers(Measured.Active row) {
        return row == null ? notPublished() : Figure.of(row.buyers());
    }

    private static Figure quotient(Figure amount, Figure count) {
        if (!amount.isPresent()) {
            return amount;
        }
        if (!count.isPresent()) {
            return count;
        }
        return count.value().signum() == 0
                ? Figure.absent(Figure.NOTHING_TO_DIVIDE_BY)
                : Figure.of(amount.value().divide(count.value(), 2, RoundingMode.HALF_EVEN));
    }

    private static Figure notPublished() {
        return Figure.absent(Figure.NOT_PUBLISHED);
    }
}
