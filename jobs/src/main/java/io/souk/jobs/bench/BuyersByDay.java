package io.souk.jobs.bench;

import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Who ordered on each day, by tier: one bitmap of buyers for each. */
final class BuyersByDay {

    private final Map<Integer, Map<String, RoaringBitmap>> byDay = new HashMap<>();

    /**
     * Adds a buyer.
     *
     * @param day epoch day
     */
    void add(int day, String tier, int buyer) {
        byDay.computeIfAbsent(day, key -> new HashMap<>())
                .computeIfAbsent(tier, key -> new RoaringBitmap())
                .add(buyer);
    }

    /**
     * Unites the buyers of a day with those of later days.
     *
     * @param seen buyers of later days; takes those of this day in
     * @param tiers buyers by tier; each who was not seen yet is added to the tier of this day
     */
    void addUnseen(int day, RoaringBitmap seen, Map<String, Long> tiers) {
        Map<String, RoaringBitmap> ofDay = byDay.getOrDefault(day, Map.of());
        // In each tier of a day a buyer is at most once, and in one tier only.
        ofDay.forEach((tier, buyers) -> {
            long unseen = RoaringBitmap.andNotCardinality(buyers, seen);
            if (unseen > 0) {
                tiers.merge(tier, unseen, Long::sum);
            }
        });
        ofDay.values().forEach(seen::or);
    }
}
