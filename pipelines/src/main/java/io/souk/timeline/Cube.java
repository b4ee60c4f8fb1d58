package io.souk.timeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds contributions up in memory that is bounded: where too many rows are open, all are handed on, and rows of one key
 * are added up again later.
 */
public final class Cube implements Contribution.Sums {

    /** Measures of a row. */
    public static final int MEASURES = 4;

    /** Open rows beyond which the cube hands all of them on. */
    public static final int DEFAULT_CAPACITY = 200_000;

    private final int capacity;
    private final Output output;
    private final Map<Key, long[]> rows = new HashMap<>();
    private final Key probe = new Key();

    /** Takes rows that are handed on. */
    public interface Output {
        void row(String name, String[] key, int day, long[] measures);
    }

    public Cube(int capacity, Output output) {
        this.capacity = capacity;
        this.output = output;
    }

    @Override
    public Contribution.Sum named(String name) {
        return (key, day, measure, amount) -> add(name, key, day, measure, amount);
    }

    private void add(String name, String[] key, int day, int measure, long amount) {
        if (amount == 0) {
            return;
        }
        probe.set(name, key, day);
        long[] measures = rows.get(probe);
        if (measures == null) {
            if (rows.size() >= capacity) {
                flush();
            }
            measures = new long[MEASURES];
            rows.put(probe.copy(), measures);
        }
        measures[measure] = Math.addExact(measures[measure], amount);
    }

    /** Hands on every open row. */
    public void flush() {
        rows.forEach((key, measures) -> {
            if (!allZero(measures)) {
                output.row(key.name, key.values, key.day, measures);
            }
        });
        rows.clear();
    }

    private static boolean allZero(long[] measures) {
        for (long measure : measures) {
            if (measure != 0) {
                return false;
            }
        }
        return true;
    }

    private static final class Key {
        private String name;
        private String[] values;
        private int day;
        private int hash;

        void set(String newContribution, String[] newValues, int newDay) {
            name = newContribution;
            values = newValues;
            day = newDay;
            hash = (name.hashCode() * 31 + Arrays.hashCode(values)) * 31 + day;
        }

        Key copy() {
            Key copy = new Key();
            copy.set(name, values.clone(), day);
            return copy;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.hash == hash
                    && key.day == day
                    && key.name.equals(name)
                    && Arrays.equals(key.values, values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
