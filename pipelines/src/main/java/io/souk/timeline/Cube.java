package io.souk.timeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds contributions up in memory that is bounded: where too many days are open over all keys, all are handed on, and
 * what is handed on twice for a key is added up later.
 */
public final class Cube implements Contribution.Sums {

    /** Measures of a day. */
    public static final int MEASURES = 4;

    /** Open days over all keys beyond which the cube hands all of them on: some 100 MB. */
    public static final int DEFAULT_CAPACITY = 1_000_000;

    private final int capacity;
    private final Output output;
    private final Map<Key, DaySums> rows = new HashMap<>();
    private final Key probe = new Key();
    private int openDays;

    /** Takes the days of a key. */
    public interface Output {
        void row(String name, String[] key, DaySums days);
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
        if (openDays >= capacity) {
            flush();
        }
        probe.set(name, key);
        DaySums days = rows.get(probe);
        if (days == null) {
            days = new DaySums();
            rows.put(probe.copy(), days);
        }
        if (days.add(day, measure, amount)) {
            openDays++;
        }
    }

    /** Hands on everything that is open. */
    public void flush() {
        rows.forEach((key, days) -> output.row(key.name, key.values, days));
        rows.clear();
        openDays = 0;
    }

    private static final class Key {
        private String name;
        private String[] values;
        private int hash;

        void set(String newName, String[] newValues) {
            name = newName;
            values = newValues;
            hash = name.hashCode() * 31 + Arrays.hashCode(values);
        }

        Key copy() {
            Key copy = new Key();
            copy.set(name, values.clone());
            return copy;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.hash == hash
                    && key.name.equals(name)
                    && Arrays.equals(key.values, values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
