package io.souk.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds contributions up in memory that is bounded: where the rows hold too many numbers together, all are handed on, and
 * what is handed on twice for a key is added up later.
 */
public final class Cube implements Contribution.Sums {

    /** Numbers over all rows beyond which the cube hands all of them on: some 100 MB. */
    public static final int DEFAULT_CAPACITY = 12_000_000;

    private final int capacity;
    private final Output output;
    private final Map<Key, DaySums> rows = new HashMap<>();
    private final List<Shared> shared = new ArrayList<>();
    private final DaySums.Room room = new DaySums.Room();
    private final List<Runnable> held = new ArrayList<>();
    private boolean takesBack;

    /** Takes the days of a key. */
    public interface Output {
        void row(String name, String[] key, DaySums days);
    }

    public Cube(int capacity, Output output) {
        this.capacity = capacity;
        this.output = output;
    }

    @Override
    public DaySums row(String name, String... key) {
        return rows.computeIfAbsent(new Key(name, key), wanted -> new DaySums(room));
    }

    @Override
    public DaySums shared(String name, String[] one, String[] other) {
        DaySums days = new DaySums(room, 2);
        shared.add(new Shared(days, row(name, one), row(name, other)));
        return days;
    }

    @Override
    public void held(Runnable addition) {
        held.add(addition);
    }

    /** From now on, what is added is taken away: for what a person contributed before. */
    public void takeBack() {
        turn(true);
    }

    /** From now on, what is added is added: the usual. */
    public void add() {
        turn(false);
    }

    private void turn(boolean back) {
        if (back != takesBack) {
            held.forEach(Runnable::run);
            takesBack = back;
            room.sign(back ? -1 : 1);
        }
    }

    /** Hands everything on where too much is held. Called between persons. */
    public void flushWhereFull() {
        if (room.numbers() >= capacity) {
            flush();
        }
    }

    /** Hands on everything that is held. */
    public void flush() {
        held.forEach(Runnable::run);
        shared.forEach(Shared::pour);
        rows.forEach((key, days) -> {
            output.row(key.name, key.values, days);
            days.clear();
        });
        room.clear();
    }

    private record Shared(DaySums days, DaySums one, DaySums other) {

        void pour() {
            one.addAll(days);
            other.addAll(days);
            days.clear();
        }
    }

    private record Key(String name, String[] values) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.name.equals(name) && Arrays.equals(key.values, values);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + Arrays.hashCode(values);
        }
    }
}
