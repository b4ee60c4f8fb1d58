package io.souk.timeline;

import io.souk.time.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Active buyers and growth accounting, from one look at each entity's ordering days.
 *
 * <p>{@link #ACTIVE}: key (platform, definition, window, segment kind, segment), measure 0: +1 on the day from which
 * an entity is active in a segment, -1 on that from which it no longer is, so that the prefix sum over days is the exact
 * distinct count. Active is who has an ordering day in the window, in the segment of the latest one.
 *
 * <p>{@link #GROWTH}: key (platform, definition, window), measures 0 to 3: new, retained, resurrected, churned, as +1
 * and -1 in the same way. {@link GmvGrowth} counts them, and has the same in GMV.
 *
 * <p>Entities: see {@link Entities}. Guests are nobody.
 */
public final class BuyerActivity implements Contribution {

    /** Rows for active buyers. */
    public static final String ACTIVE = "active_buyers";

    /** Rows for growth accounting. */
    public static final String GROWTH = "buyer_growth";

    public static final int NEW = 0;
    public static final int RETAINED = 1;
    public static final int RESURRECTED = 2;
    public static final int CHURNED = 3;

    /** In place of an ordering day. */
    private static final int NONE = -1;

    /** Ordering days that wait together: some hundred kilobytes. */
    private static final int MANY_DAYS = 4_096;

    /** Which orders count. */
    private enum Definition {
        HARMONISED("harmonised"),
        REPORTED("reported"),

        /** For those all of whose orders count by both: they are looked at once, in rows that stand for both. */
        BOTH("harmonised", "reported");

        private final List<String> names;

        Definition(String... names) {
            this.names = List.of(names);
        }
    }

    private final List<Window> windows;
    private final List<String> segmentKinds;

    /**
     * Chooses what to count.
     *
     * @param segmentKinds some of all, city_tier, city, generation, gender, country
     * @throws IllegalArgumentException naming a segment kind that is not known
     */
    public BuyerActivity(List<Window> windows, List<String> segmentKinds) {
        Segments.requireKnown(segmentKinds);
        this.windows = List.copyOf(windows);
        this.segmentKinds = List.copyOf(segmentKinds);
    }

    @Override
    public Fold into(Sums sums) {
        return new ActivityFold(sums);
    }

    /** The rows of one platform (or group, or all), definition and window, while the days of one entity pass. */
    private static final class Rows implements WindowSweep.Account {

        private final Sums sums;
        private final String platform;
        private final Definition definition;
        private final Window window;
        private final GmvGrowth growth;
        private final Segments segments;

        /** The row of each segment, by kind and number; null for those that nobody was active in. */
        private final DaySums[][] active;

        /** The row of each segment kind in which the entity is active; null for none. */
        private final DaySums[] standsIn;

        private ActiveDays days;
        private int daysInWindow;

        /** The latest ordering day that has entered the window. */
        private int latest;

        /** The ordering day whose attributes the entity is counted with. */
        private int counted = NONE;

        Rows(Sums sums, Segments segments, String platform, Definition definition, Window window) {
            this.sums = sums;
            this.segments = segments;
            this.platform = platform;
            this.definition = definition;
            this.window = window;
            this.growth = new GmvGrowth(row(GROWTH), row(GmvGrowth.GROWTH), row(GmvGrowth.LEVEL));
            this.active = new DaySums[segments.kinds()][0];
            this.standsIn = new DaySums[segments.kinds()];
        }

        void count(ActiveDays ofEntity) {
            days = ofEntity;
            growth.of(ofEntity);
            WindowSweep.over(ofEntity, window, this);
        }

        @Override
        public void enter(int index) {
            daysInWindow++;
            latest = index;
            growth.enter(index);
        }

        @Override
        public void move(int index) {
            daysInWindow--;
            growth.move(index);
        }

        @Override
        public void leave(int index) {
            growth.leave(index);
        }

        @Override
        public void settle(int day) {
            int counts = daysInWindow == 0 ? NONE : latest;
            if (counts != counted) {
                for (int kind = 0; kind < standsIn.length; kind++) {
                    stand(kind, counts == NONE ? null : active(kind, days.segment(counts, kind)), day);
                }
                counted = counts;
            }
            growth.settle(day);
        }

        private void stand(int kind, DaySums now, int day) {
            DaySums before = standsIn[kind];
            if (now == before) {
                return;
            }
            if (before != null) {
                before.add(day, 0, -1);
            }
            if (now != null) {
                now.add(day, 0, 1);
            }
            standsIn[kind] = now;
        }

        private DaySums active(int kind, int segment) {
            if (segment >= active[kind].length) {
                active[kind] = Arrays.copyOf(active[kind], Math.max(8, 2 * segment));
            }
            DaySums row = active[kind][segment];
            if (row == null) {
                row = row(ACTIVE, segments.kind(kind), segments.value(kind, segment));
                active[kind][segment] = row;
            }
            return row;
        }

        private DaySums row(String name, String... segment) {
            List<String[]> keys = definition.names.stream()
                    .map(definitionName -> Stream.concat(
                                    Stream.of(platform, definitionName, window.name()), Stream.of(segment))
                            .toArray(String[]::new))
                    .toList();
            return keys.size() == 1 ? sums.row(name, keys.get(0)) : sums.shared(name, keys.get(0), keys.get(1));
        }
    }

    /** The ordering days of one entity by each definition: one and the same as long as every order counts by both. */
    private static final class OrderingDays {

        private ActiveDays harmonised = new ActiveDays();
        private ActiveDays reported = harmonised;

        /** Takes an order that counts by one definition at least. */
        void add(Event.Order order) {
            if (harmonised == reported && order.countsHarmonised() != order.countsReported()) {
                reported = harmonised.copy();
            }
            if (order.countsHarmonised()) {
                harmonised.add(order.day(), order.attributes(), order.gmv());
            }
            if (order.countsReported() && harmonised != reported) {
                reported.add(order.day(), order.attributes(), order.gmv());
            }
        }
    }

    /** Entities that wait until there are many: then each row is added to by all of them before the next row is. */
    private static final class Waiting {

        private final List<Rows> rows;
        private final Segments segments;
        private final List<ActiveDays> entities = new ArrayList<>();
        private int days;

        Waiting(List<Rows> rows, Segments segments) {
            this.rows = rows;
            this.segments = segments;
        }

        void add(ActiveDays entity) {
            if (entity.size() == 0) {
                return;
            }
            entity.divide(segments);
            entities.add(entity);
            days += entity.size();
            if (days >= MANY_DAYS) {
                count();
            }
        }

        void count() {
            rows.forEach(ofWindow -> entities.forEach(ofWindow::count));
            entities.clear();
            days = 0;
        }
    }

    private final class ActivityFold implements Fold {

        private final Sums sums;
        private final Segments segments = new Segments(segmentKinds);
        private final Map<String, Map<Definition, Waiting>> waiting = new HashMap<>();
        private final Entities<OrderingDays> entities = new Entities<>(OrderingDays::new);

        ActivityFold(Sums sums) {
            this.sums = sums;
            sums.held(() -> waiting.values().forEach(all -> all.values().forEach(Waiting::count)));
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Order order
                    && order.buyer() != null
                    && (order.countsHarmonised() || order.countsReported())) {
                entities.of(order, days -> days.add(order));
            }
        }

        @Override
        public void end() {
            entities.end((platform, days) -> {
                if (days.harmonised == days.reported) {
                    waiting(platform, Definition.BOTH).add(days.harmonised);
                } else {
                    waiting(platform, Definition.HARMONISED).add(days.harmonised);
                    waiting(platform, Definition.REPORTED).add(days.reported);
                }
            });
        }

        private Waiting waiting(String platform, Definition definition) {
            return waiting.computeIfAbsent(platform, key -> new EnumMap<>(Definition.class))
                    .computeIfAbsent(
                            definition,
                            key -> new Waiting(
                                    windows.stream()
                                            .map(window -> new Rows(sums, segments, platform, definition, window))
                                            .toList(),
                                    segments));
        }
    }
}
