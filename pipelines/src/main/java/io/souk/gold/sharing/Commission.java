package io.souk.gold.sharing;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The commission of one sharer, month by month. What was sold in a month earns at the rate of that month's tier; what is
 * taken back of it later is given back at the same rate, in the month in which it is taken back. Of each month's sales the
 * sharer keeps the rate of what is left of them, rounded once: where all is taken back, nothing.
 */
final class Commission {

    /**
     * What becomes of the sales of a month.
     *
     * @param tier the sharer's tier in that month
     */
    private record Sold(CommissionTier tier, long gmv, SortedMap<Integer, Long> reversed) {}

    /**
     * The commission of a month.
     *
     * @param earned on the month's sales, in minor units
     * @param givenBack for what was taken back in the month, of its own sales or of earlier ones
     */
    record Paid(long earned, long givenBack) {

        static final Paid NOTHING = new Paid(0, 0);

        Paid plus(Paid other) {
            return new Paid(Math.addExact(earned, other.earned), Math.addExact(givenBack, other.givenBack));
        }
    }

    private final SortedMap<Integer, Sold> sales = new TreeMap<>();

    /**
     * Notes the sales of a month.
     *
     * @param month epoch day of its first day
     * @param gmv minor units
     */
    void sold(int month, CommissionTier tier, long gmv) {
        sales.put(month, new Sold(tier, gmv, new TreeMap<>()));
    }

    /**
     * Notes what was taken back of sales that were noted before. What is dated before its sale counts in the month of the
     * sale.
     *
     * @param month month of the sale
     * @param in month in which it was taken back
     * @param amount minor units, at most what is left of the month's sales
     */
    void reversed(int month, int in, long amount) {
        sales.get(month).reversed.merge(Math.max(month, in), amount, Math::addExact);
    }

    /** The commission of every month that has any. */
    SortedMap<Integer, Paid> byMonth() {
        SortedMap<Integer, Paid> paid = new TreeMap<>();
        sales.forEach((month, sold) -> {
            long earned = sold.tier.on(sold.gmv);
            add(paid, month, new Paid(earned, 0));
            long left = sold.gmv;
            long kept = earned;
            for (var taken : sold.reversed.entrySet()) {
                left = Math.subtractExact(left, taken.getValue());
                long nowKept = sold.tier.on(left);
                add(paid, taken.getKey(), new Paid(0, kept - nowKept));
                kept = nowKept;
            }
        });
        return paid;
    }

    private static void add(SortedMap<Integer, Paid> paid, int month, Paid more) {
        paid.merge(month, more, Paid::plus);
    }
}
