package io.souk.jobs.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * How far shares travel, month by month, over all platforms and channels.
 *
 * @param months the earliest first
 */
public record Chains(List<Month> months) {

    /** Depths that are told apart; the last one stands for all deeper ones too. */
    static final int DEPTHS = 5;

    /** Months that are shown. */
    static final int MONTHS = 13;

    /**
     * The shares of a month. Accounts belong to one platform, so those of several platforms add up.
     *
     * @param byDepth shares of depth 1, 2, ... and, last, of {@link #DEPTHS} and more
     * @param chains chains that begin in the month
     * @param sharesInChains shares in these, whenever they were sent
     */
    public record Month(
            LocalDate month,
            List<Long> byDepth,
            long sharers,
            long recipients,
            long recipientsWhoShared,
            long chains,
            long sharesInChains,
            long largest,
            int deepest) {

        long shares() {
            return byDepth.stream().mapToLong(Long::longValue).sum();
        }

        Figure kFactor() {
            return ratio(recipientsWhoShared, sharers);
        }

        Figure averageSize() {
            return ratio(sharesInChains, chains);
        }

        private static Figure ratio(long part, long whole) {
            return whole == 0
                    ? Figure.absent(Figure.NOTHING_TO_DIVIDE_BY)
                    : Figure.ofNullable((double) part / whole, null);
        }
    }

    static Part<Chains> of(List<Measured.Passed> rows) {
        TreeMap<LocalDate, Month> months = new TreeMap<>();
        for (Measured.Passed total : rows) {
            if (total.depth() == 0) {
                long[] byDepth = new long[DEPTHS];
                rows.stream()
                        .filter(row -> row.depth() > 0 && row.month().equals(total.month()))
                        .forEach(row -> byDepth[Math.min(row.depth(), DEPTHS) - 1] += row.shares());
                months.put(
                        total.month(),
                        new Month(
                                total.month(),
                                Arrays.stream(byDepth).boxed().toList(),
                                total.sharers(),
                                total.recipients(),
                                total.recipientsWhoShared(),
                                total.chains(),
                                total.sharesInChains(),
                                total.largest(),
                                total.deepest()));
            }
        }
        return months.isEmpty()
                ? Part.absent("The data holds no share: nobody sent out a link or code that carries an identity.")
                : Part.of(new Chains(new ArrayList<>(months.values())));
    }
}
