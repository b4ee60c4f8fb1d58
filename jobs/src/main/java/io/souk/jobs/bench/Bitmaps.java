package io.souk.jobs.bench;

import io.souk.time.Window;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/**
 * A bitmap of buyers for each day and tier, united over each window. A buyer belongs to the tier of the latest order, so a
 * window is united from its last day backwards and each day adds only those who were not seen on a later one; a mere union
 * for each tier would count who moved twice.
 */
final class Bitmaps implements Contestant {

    private static final List<Window> WINDOWS =
            Stream.of("1d", "7d", "30d", "12m").map(Window::of).toList();

    @Override
    public String name() {
        return "RoaringBitmap";
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.ACTIVE_BUYERS);
    }

    /** The buyers of one platform (or group, or all) and definition: by day, the bitmap of each tier. */
    private record Key(String scope, String definition) {}

    @Override
    public void run(Market market, Path out) {
        try (DuckDb duckDb = DuckDb.open(out.resolve("spill"))) {
            duckDb.script("bitmaps.sql", market.values(out));
            Map<String, Integer> starts = new HashMap<>();
            duckDb.query(
                    "select scope, (start - date '1970-01-01')::integer from history",
                    row -> starts.put(row.getString(1), row.getInt(2)));
            CountedRows rows = new CountedRows();
            Map<Key, BuyersByDay> bitmaps = bitmaps(duckDb);
            ForkJoinPool threads = new ForkJoinPool(Machine.THREADS);
            try {
                threads.submit(() -> bitmaps.entrySet().parallelStream()
                                .forEach(each ->
                                        count(each.getKey(), each.getValue(), starts.get(each.getKey().scope), rows)))
                        .join();
            } finally {
                threads.shutdown();
            }
            rows.write(duckDb, out.resolve("active_buyers.parquet"));
        }
    }

    private static Map<Key, BuyersByDay> bitmaps(DuckDb duckDb) {
        Map<Key, BuyersByDay> bitmaps = new HashMap<>();
        duckDb.query(
                "select scope, definition, tier, (day - date '1970-01-01')::integer, number from numbered",
                row -> bitmaps.computeIfAbsent(new Key(row.getString(1), row.getString(2)), key -> new BuyersByDay())
                        .add(row.getInt(4), row.getString(3), row.getInt(5)));
        return bitmaps;
    }

    private static void count(Key key, BuyersByDay days, int historyStart, CountedRows rows) {
        for (int day = historyStart; day <= Market.SPAN.lastDay(); day++) {
            RoaringBitmap seen = new RoaringBitmap();
            Map<String, Long> tiers = new TreeMap<>();
            int next = day;
            for (Window window : WINDOWS) {
                for (int first = Math.max(window.firstDay(day), historyStart); next >= first; next--) {
                    days.addUnseen(next, seen, tiers);
                }
                CountedRows.Place place = new CountedRows.Place(day, key.scope, key.definition, window.name());
                rows.add(place, "all", "all", seen.getLongCardinality());
                tiers.forEach((tier, buyers) -> rows.add(place, "city_tier", tier, buyers));
            }
        }
    }
}
