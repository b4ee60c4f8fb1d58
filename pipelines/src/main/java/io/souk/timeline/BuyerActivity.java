package io.souk.timeline;

import io.souk.time.Window;
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
 * and -1 in the same way.
 *
 * <p>Entities: each account on its platform; each person on each group of several platforms ({@code group:x}), and on
 * all platforms ({@code all}). Guests are nobody.
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

    private static final String ALL = "all";

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
    }

    @Override
    public Fold into(Sums sums) {
        return new ActivityFold(sums.named(ACTIVE), sums.named(GROWTH));
    }

    private final class ActivityFold implements Fold {

        private final Sum active;
        private final Sum growth;
        private final Map<Entity, Map<Definition, ActiveDays>> entities = new HashMap<>();

        ActivityFold(Sum active, Sum growth) {
            this.active = active;
            this.growth = growth;
        }

        /** A platform's value in tables and the account, or the person as a whole where the account is empty. */
        private record Entity(String platform, String account) {}

        @Override
        public void event(Event event) {
            if (event instanceof Event.Order order && order.buyer() != null) {
                count(new Entity(order.platform(), order.buyer()), order);
                if (order.platformGroup() != null) {
                    count(new Entity("group:" + order.platformGroup(), ""), order);
                }
                count(new Entity(ALL, ""), order);
            }
        }

        private void count(Entity entity, Event.Order order) {
            if (!order.countsHarmonised() && !order.countsReported()) {
                return;
            }
            Map<Definition, ActiveDays> days = entities.computeIfAbsent(entity, key -> new EnumMap<>(Definition.class));
            if (order.countsHarmonised()) {
                days.computeIfAbsent(Definition.HARMONISED, key -> new ActiveDays())
                        .add(order.day(), order.attributes());
            }
            if (order.countsReported()) {
                days.computeIfAbsent(Definition.REPORTED, key -> new ActiveDays())
                        .add(order.day(), order.attributes());
            }
        }

        @Override
        public void end() {
            entities.forEach((entity, byDefinition) -> byDefinition.forEach((definition, days) -> {
                for (Window window : windows) {
                    countActive(entity.platform(), definition.text, window, days);
                    countGrowth(entity.platform(), definition.text, window, days);
                }
            }));
            entities.clear();
        }

        private void countActive(String platform, String definition, Window window, ActiveDays days) {
            String[] key = {platform, definition, window.name(), "", ""};
            for (int i = 0; i < days.size(); i++) {
                int first = days.day(i);
                int covered = window.lastDayCovering(first);
                int last = i + 1 < days.size() ? Math.min(covered, days.day(i + 1) - 1) : covered;
                for (String kind : segmentKinds) {
                    key[3] = kind;
                    key[4] = SEGMENTS.get(kind).apply(days.attributes(i));
                    active.add(key, first, 0, 1);
                    active.add(key, last + 1, 0, -1);
                }
            }
        }

        private void countGrowth(String platform, String definition, Window window, ActiveDays days) {
            DaySpans now = new DaySpans();
            DaySpans then = new DaySpans();
            for (int i = 0; i < days.size(); i++) {
                int first = days.day(i);
                int last = window.lastDayCovering(first);
                now.append(first, last);
                // The days whose previous window ends on a day of [first, last].
                then.append(window.lastDayCovering(first) + 1, window.lastDayCovering(last + 1));
            }
            DaySpans firstWindow = new DaySpans();
            firstWindow.append(days.day(0), window.lastDayCovering(days.day(0)));
            String[] key = {platform, definition, window.name()};
            add(key, NEW, firstWindow);
            add(key, RETAINED, now.and(then));
            add(key, RESURRECTED, now.without(then).without(firstWindow));
            add(key, CHURNED, then.without(now));
        }

        private void add(String[] key, int measure, DaySpans spans) {
            for (int i = 0; i < spans.size(); i++) {
                growth.add(key, spans.first(i), measure, 1);
                growth.add(key, spans.last(i) + 1, measure, -1);
            }
        }
    }
}
