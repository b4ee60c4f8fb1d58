package io.souk.timeline;

import java.util.List;
import java.util.TreeMap;

/** Runs a contribution over persons and keeps its rows for looking up. */
final class Sums {

    private final TreeMap<String, TreeMap<Integer, long[]>> rows = new TreeMap<>();

    static Sums of(Contribution contribution, List<List<Event>> persons) {
        Sums sums = new Sums();
        Cube cube = new Cube(7, sums::add);
        Contribution.Fold fold = contribution.into(cube);
        for (List<Event> person : persons) {
            person.forEach(fold::event);
            fold.end();
            cube.flushWhereFull();
        }
        cube.flush();
        return sums;
    }

    private void add(String name, String[] key, DaySums days) {
        TreeMap<Integer, long[]> row =
                rows.computeIfAbsent(name + "/" + String.join("/", key), ignored -> new TreeMap<>());
        days.forEach((day, measures) -> {
            long[] sum = row.computeIfAbsent(day, ignored -> new long[DaySums.MEASURES]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += measures[i];
            }
        });
    }

    /** The measure of a row on one day. */
    long on(String key, int day, int measure) {
        TreeMap<Integer, long[]> days = rows.getOrDefault(key, new TreeMap<>());
        return days.containsKey(day) ? days.get(day)[measure] : 0;
    }

    /** The measure of a row summed over all days up to one. */
    long upTo(String key, int day, int measure) {
        return rows.getOrDefault(key, new TreeMap<>()).headMap(day, true).values().stream()
                .mapToLong(values -> values[measure])
                .sum();
    }

    java.util.Set<String> keys() {
        return rows.keySet();
    }

    /** The days on which a row has a measure. */
    java.util.Set<Integer> days(String key) {
        return rows.get(key).keySet();
    }
}
