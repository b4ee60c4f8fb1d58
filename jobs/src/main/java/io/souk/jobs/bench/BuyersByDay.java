package io.souk.jobs.bench;

import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Who ordered on each day: a bitmap of all buyers, and one for each tier. */
final class BuyersByDay {

    private final Map<Integer, Buyers> byDay = new HashMap<>();

    private record Buyers(RoaringBitmap all, Map<String, RoaringBitmap> byTier) {}

    /**
     * Adds a buyer, on a day once at most.
     *
     * @param day epoch day
     */
    void add(int day, String tier, int buyer) {
        Buyers ofDay = byDay.computeIfAbsent(day, key -> new Buyers(new RoaringBitmap(), new HashMap<>()));
        ofDay.all.add(buyer);
        ofDay.byTier.computeIfAbsent(tier, key -> new RoaringBitmap()).add(buyer);
    }

    /**
     * Unites the buyers of a day with those of later days.
     *
     * @param seen buyers of later days; takes those of this day in
     * @param tiers buyers by tier; each who was not seen yet is added to the tier of this day
     */
    void addUnseen(int day, RoaringBitmap seen, Map<String, Long> tiers) {
        Buyers ofDay = byDay.get(day);
        if (ofDay == null) {
            return;
        }
        RoaringBitmap unseen = RoaringBitmap.andNot(ofDay.all, seen);
        if (unseen.isEmpty()) {
            return;
        }
        ofDay.byTier.forEach((tier, buyers) -> {
            long count = RoaringBitmap.andCardinality(unseen, buyers);
            if (count > 0) {
                tiers.merge(tier, count, Long::sum);
            }
        });
        seen.or(unseen);
    }
}
