package io.souk.timeline;

import io.souk.time.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Persons by the exact set of platforms on which they are active.
 *
 * <p>{@link #OVERLAP}: key (window, platform set), measure 0: persons, as +1 on the first day of the set and -1 after
 * its last, so that the prefix sum over days is the number of persons with that set. The set is the platforms' names,
 * sorted and joined by {@code +}. A person is active on a platform where a counting order on the harmonised definition
 * lies in the window, by whichever account. Guests are nobody, and nobody active is in no set.
 */
public final class PlatformOverlap implements Contribution {

    public static final String OVERLAP = "buyer_overlap";

    public static final int PERSONS = 0;

    private final List<Window> windows;

    public PlatformOverlap(List<Window> windows) {
        this.windows = List.copyOf(windows);
    }

    @Override
    public Fold into(Sums sums) {
        return new OverlapFold(sums);
    }

    /** A set of platforms: one object for each set that persons have, and the way from it to its neighbours. */
    private static final class PlatformSet {

        private final TreeSet<String> platforms;
        private final DaySums[] rows;

        /** The set with one platform more or less, by the platform's number; null where nobody had it yet. */
        private PlatformSet[] neighbours = {};

        PlatformSet(TreeSet<String> platforms, int windows) {
            this.platforms = platforms;
            this.rows = new DaySums[windows];
        }
    }

    private final class OverlapFold implements Fold, WindowSweep.Account {

        private final Sums sums;
        private final Map<TreeSet<String>, PlatformSet> sets = new HashMap<>();
        private final List<String> platforms = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final PlatformSet nothing = set(new TreeSet<>());
        private final PersonDays person = new PersonDays();
        private int[] held = new int[8];

        /** The fold's numbers of the person's platforms. */
        private int[] numberOf = new int[8];

        private int window;
        private PlatformSet before;
        private PlatformSet now;

        OverlapFold(Sums sums) {
            this.sums = sums;
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Order order && order.buyer() != null && order.countsHarmonised()) {
                person.add(order);
            }
        }

        @Override
        public void end() {
            int count = person.platforms().size();
            if (held.length < count) {
                held = new int[2 * count];
                numberOf = new int[2 * count];
            }
            for (int i = 0; i < count; i++) {
                numberOf[i] = number(person.platforms().get(i));
            }
            for (window = 0; window < windows.size(); window++) {
                before = nothing;
                now = nothing;
                WindowSweep.over(person, windows.get(window), this);
            }
            person.clear();
        }

        @Override
        public void enter(int index) {
            if (held[person.platform(index)]++ == 0) {
                toggle(numberOf[person.platform(index)]);
            }
        }

        @Override
        public void move(int index) {
            if (--held[person.platform(index)] == 0) {
                toggle(numberOf[person.platform(index)]);
            }
        }

        @Override
        public void leave(int index) {
            // The window before does not matter here.
        }

        @Override
        public void settle(int day) {
            if (now == before) {
                return;
            }
            if (before != nothing) {
                row(before).add(day, PERSONS, -1);
            }
            if (now != nothing) {
                row(now).add(day, PERSONS, 1);
            }
            before = now;
        }

        private int number(String platform) {
            return numbers.computeIfAbsent(platform, unknown -> {
                platforms.add(unknown);
                return platforms.size() - 1;
            });
        }

        /** Puts a platform into the set, or takes it out. */
        private void toggle(int number) {
            if (number >= now.neighbours.length) {
                now.neighbours = Arrays.copyOf(now.neighbours, platforms.size());
            }
            PlatformSet next = now.neighbours[number];
            if (next == null) {
                TreeSet<String> names = new TreeSet<>(now.platforms);
                String platform = platforms.get(number);
                if (!names.remove(platform)) {
                    names.add(platform);
                }
                next = set(names);
                now.neighbours[number] = next;
            }
            now = next;
        }

        private PlatformSet set(TreeSet<String> names) {
            return sets.computeIfAbsent(names, key -> new PlatformSet(key, windows.size()));
        }

        private DaySums row(PlatformSet set) {
            DaySums row = set.rows[window];
            if (row == null) {
                row = sums.row(OVERLAP, windows.get(window).name(), String.join("+", set.platforms));
                set.rows[window] = row;
            }
            return row;
        }
    }
}
