package io.souk.timeline;

import io.souk.time.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Active buyers and growth accounting, from one look at each entity's ordering days.
 *
 * <p>{@link #ACTIVE}: key (platform, definition, window, segment kind, segment), measure 0: an ordering day d covers
 * [d, min(last day whose window contains d, next ordering day - 1)]; +1 on its first day and -1 after its last make the
 * prefix sum over days the exact distinct count, and each buyer counts in the segment of the latest order.
 *
 * <p>{@link #GROWTH}: key (platform, definition, window), measures 0 to 3: new, retained, resurrected, churned, as +1
 * and -1 in the same way. {@link GmvGrowth} has the same in GMV.
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

    private static final String ALL = Entities.ALL;

    /** Which orders count. */
    enum Definition {
        HARMONISED("harmonised"),
        REPORTED("reported");

        private final String text;

        Definition(String text) {
            this.text = text;
        }
    }

    private static final Map<String, Function<Attributes, String>> SEGMENTS = Map.of(
            ALL,
            attributes -> ALL,
            "city_tier",
            Attributes::cityTier,
            "city",
            Attributes::city,
            "generation",
            Attributes::generation,
            "gender",
            Attributes::gender,
            "country",
            Attributes::country);

    private final List<Window> windows;
    private final List<String> segmentKinds;
    private final List<Function<Attributes, String>> segments;

    /**
     * Chooses what to count.
     *
     * @param segmentKinds some of all, city_tier, city, generation, gender, country
     * @throws IllegalArgumentException naming a segment kind that is not known
     */
    public BuyerActivity(List<Window> windows, List<String> segmentKinds) {
        for (String kind : segmentKinds) {
            if (!SEGMENTS.containsKey(kind)) {
                throw new IllegalArgumentException("The segment '%s' is not known. Choose from %s."
                        .formatted(kind, SEGMENTS.keySet().stream().sorted().toList()));
            }
        }
        this.windows = List.copyOf(windows);
        this.segmentKinds = List.copyOf(segmentKinds);
        this.segments = segmentKinds.stream().map(SEGMENTS::get).toList();
    }

    @Override
    public Fold into(Sums sums) {
        return new ActivityFold(sums);
    }

    /** The rows of one platform (or group, or all), definition and window. */
    private final class Rows {

        private final Sums sums;
        private final String platform;
        private final String definition;
        private final Window window;
        private final DaySums growth;
        private final GmvGrowth gmvGrowth;
        private final List<Map<String, DaySums>> active = new ArrayList<>();

        Rows(Sums sums, String platform, Definition definition, Window window) {
            this.sums = sums;
            this.platform = platform;
            this.definition = definition.text;
            this.window = window;
            this.growth = sums.row(GROWTH, platform, this.definition, window.name());
            this.gmvGrowth = new GmvGrowth(
                    window,
                    sums.row(GmvGrowth.GROWTH, platform, this.definition, window.name()),
                    sums.row(GmvGrowth.LEVEL, platform, this.definition, window.name()));
            segmentKinds.forEach(kind -> active.add(new HashMap<>()));
        }

        /** The row of a segment, by the kind's place among {@link #segmentKinds}. */
        DaySums active(int kind, String segment) {
            Map<String, DaySums> ofKind = active.get(kind);
            DaySums row = ofKind.get(segment);
            if (row == null) {
                row = sums.row(ACTIVE, platform, definition, window.name(), segmentKinds.get(kind), segment);
                ofKind.put(segment, row);
            }
            return row;
        }
    }

    private final class ActivityFold implements Fold {

        private final Sums sums;
        private final Map<String, Map<Definition, List<Rows>>> rows = new HashMap<>();
        private final Entities<Map<Definition, ActiveDays>> entities =
                new Entities<>(() -> new EnumMap<>(Definition.class));
        private final DaySpans now = new DaySpans();
        private final DaySpans then = new DaySpans();
        private final DaySpans firstWindow = new DaySpans();

        ActivityFold(Sums sums) {
            this.sums = sums;
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Order order
                    && order.buyer() != null
                    && (order.countsHarmonised() || order.countsReported())) {
                entities.of(order, days -> count(days, order));
            }
        }

        private static void count(Map<Definition, ActiveDays> days, Event.Order order) {
            if (order.countsHarmonised()) {
                days.computeIfAbsent(Definition.HARMONISED, key -> new ActiveDays())
                        .add(order.day(), order.attributes(), order.gmv());
            }
            if (order.countsReported()) {
                days.computeIfAbsent(Definition.REPORTED, key -> new ActiveDays())
                        .add(order.day(), order.attributes(), order.gmv());
            }
        }

        @Override
        public void end() {
            entities.end((platform, byDefinition) -> byDefinition.forEach((definition, days) -> {
                for (Rows ofWindow : rows(platform, definition)) {
                    countActive(ofWindow, days);
                    countGrowth(ofWindow, days);
                    ofWindow.gmvGrowth.count(days);
                }
            }));
        }

        private List<Rows> rows(String platform, Definition definition) {
            return rows.computeIfAbsent(platform, key -> new EnumMap<>(Definition.class))
                    .computeIfAbsent(
                            definition,
                            key -> windows.stream()
                                    .map(window -> new Rows(sums, platform, definition, window))
                                    .toList());
        }

        private void countActive(Rows of, ActiveDays days) {
            for (int i = 0; i < days.size(); i++) {
                int first = days.day(i);
                int covered = of.window.lastDayCovering(first);
                int last = i + 1 < days.size() ? Math.min(covered, days.day(i + 1) - 1) : covered;
                for (int kind = 0; kind < segments.size(); kind++) {
                    DaySums row = of.active(kind, segments.get(kind).apply(days.attributes(i)));
                    row.add(first, 0, 1);
                    row.add(last + 1, 0, -1);
                }
            }
        }

        private void countGrowth(Rows of, ActiveDays days) {
            now.clear();
            then.clear();
            firstWindow.clear();
            for (int i = 0; i < days.size(); i++) {
                int first = days.day(i);
                int last = of.window.lastDayCovering(first);
                now.append(first, last);
                // The days whose previous window ends on a day of [first, last].
                then.append(last + 1, of.window.lastDayCovering(last + 1));
            }
            firstWindow.append(days.day(0), of.window.lastDayCovering(days.day(0)));
            add(of.growth, NEW, firstWindow);
            add(of.growth, RETAINED, now.and(then));
            add(of.growth, RESURRECTED, now.without(then).without(firstWindow));
            add(of.growth, CHURNED, then.without(now));
        }

        private static void add(DaySums row, int measure, DaySpans spans) {
            for (int i = 0; i < spans.size(); i++) {
                row.add(spans.first(i), measure, 1);
                row.add(spans.last(i) + 1, measure, -1);
            }
        }
    }
}
