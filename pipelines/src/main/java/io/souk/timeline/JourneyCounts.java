package io.souk.timeline;

import io.souk.math.MarkovChain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Journeys that end in an order and journeys that do not, counted so that counts add up over days: from those of any
 * period follow the Markov chain of order 1 and the Shapley values of the period, with no journey read again.
 *
 * <p>{@link #STEPS}: key (platform, number of the step, from, to), measure 0 journeys that took the step. States are
 * channels, {@link MarkovChain#START}, {@link MarkovChain#CONVERSION} and {@link MarkovChain#NULL}. Steps are numbered
 * from 1; the last number stands for all further ones.
 *
 * <p>{@link #SETS}: key (platform, the journey's channels by name, each a part), measures {@link #CONVERSIONS},
 * {@link #GMV} in minor units, {@link #NULLS} and {@link #SHORTENED}.
 *
 * <p>The journey of a paid order holds its eligible touches (see {@link EligibleTouches}), or direct where there is none,
 * and counts on the order's day. Touches that are within the lookback of no paid order of their platform (or of any: see
 * {@link TouchScope}) are journeys without one: those in sequence on their platform are one, until a touch that serves an
 * order, or a gap longer than the lookback, ends it. They count on the day of their last touch. Of a journey longer than
 * {@link AttributionRules#mostTouches} the first and the last touches count, and it is counted as shortened.
 */
public final class JourneyCounts implements Contribution {

    public static final String STEPS = "journey_steps";

    public static final String SETS = "journey_sets";

    public static final int JOURNEYS = 0;

    public static final int CONVERSIONS = 0;
    public static final int GMV = 1;
    public static final int NULLS = 2;
    public static final int SHORTENED = 3;

    /** Number of the step that stands for itself and all further ones. */
    public static final int LAST_STEP = 5;

    private final AttributionRules rules;

    public JourneyCounts(AttributionRules rules) {
        this.rules = rules;
    }

    @Override
    public Fold into(Sums sums) {
        return new JourneyFold(sums);
    }

    /** A touch of which it is not yet settled whether it serves an order. */
    private static final class Recent {

        private final Event.Touch touch;
        private boolean serves;

        Recent(Event.Touch touch) {
            this.touch = touch;
        }
    }

    private final class JourneyFold implements Fold {

        private final Sums sums;
        private final Map<List<String>, DaySums> rows = new HashMap<>();
        private final Map<String, Person> platforms = new HashMap<>();
        private final EligibleTouches touches = new EligibleTouches(rules);

        JourneyFold(Sums sums) {
            this.sums = sums;
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Touch touch) {
                touches.see(touch);
                if (!touch.isOwnShare()) {
                    person(touch.platform()).see(touch);
                }
            } else if (event instanceof Event.Order order && order.isPaid()) {
                platforms.values().forEach(person -> person.serve(order));
                converted(order, touches.path(order));
            }
        }

        @Override
        public void end() {
            platforms.values().forEach(Person::end);
            platforms.clear();
            touches.clear();
        }

        private Person person(String platform) {
            return platforms.computeIfAbsent(platform, Person::new);
        }

        private void converted(Event.Order order, EligibleTouches.Path path) {
            List<String> channels = path.touches().isEmpty()
                    ? List.of(EligibleTouches.DIRECT)
                    : path.touches().stream().map(Event.Touch::channel).toList();
            walk(order.platform(), order.day(), channels, MarkovChain.CONVERSION);
            DaySums set = set(order.platform(), channels);
            set.add(order.day(), CONVERSIONS, 1);
            set.add(order.day(), GMV, order.gmv());
            set.add(order.day(), SHORTENED, path.leftOut() > 0 ? 1 : 0);
        }

        private void walk(String platform, int day, List<String> channels, String end) {
            String from = MarkovChain.START;
            for (int i = 0; i <= channels.size(); i++) {
                String to = i < channels.size() ? channels.get(i) : end;
                String step = String.valueOf(Math.min(i + 1, LAST_STEP));
                row(STEPS, List.of(platform, step, from, to)).add(day, JOURNEYS, 1);
                from = to;
            }
        }

        private DaySums set(String platform, List<String> channels) {
            List<String> key = new ArrayList<>(List.of(platform));
            key.addAll(new TreeSet<>(channels));
            return row(SETS, key);
        }

        private DaySums row(String name, List<String> key) {
            List<String> named = new ArrayList<>(List.of(name));
            named.addAll(key);
            DaySums row = rows.get(named);
            if (row == null) {
                row = sums.row(name, key.toArray(String[]::new));
                rows.put(named, row);
            }
            return row;
        }

        /** One person's touches on one platform that may still serve no order. */
        private final class Person {

            private final String platform;
            private final Deque<Recent> recent = new ArrayDeque<>();
            private final Deque<Event.Touch> open = new ArrayDeque<>();
            private boolean isShortened;

            Person(String platform) {
                this.platform = platform;
            }

            void see(Event.Touch touch) {
                while (!recent.isEmpty()
                        && recent.peekFirst().touch.at() < touch.at() - rules.longestLookbackMicros()) {
                    settle(recent.removeFirst());
                }
                recent.addLast(new Recent(touch));
            }

            void serve(Event.Order order) {
                for (Recent seen : recent) {
                    seen.serves |= rules.isInScope(seen.touch, order)
                            && order.at() - seen.touch.at() <= rules.lookbackMicros(seen.touch.type());
                }
            }

            void end() {
                recent.forEach(this::settle);
                close();
            }

            private void settle(Recent seen) {
                boolean isGap = !open.isEmpty()
                        && seen.touch.at() - open.peekLast().at() > rules.lookbackMicros(seen.touch.type());
                if (seen.serves || isGap) {
                    close();
                }
                if (!seen.serves) {
                    if (open.size() == rules.mostTouches()) {
                        Event.Touch first = open.removeFirst();
                        open.removeFirst();
                        open.addFirst(first);
                        isShortened = true;
                    }
                    open.addLast(seen.touch);
                }
            }

            private void close() {
                if (!open.isEmpty()) {
                    int day = open.peekLast().day();
                    List<String> all = open.stream().map(Event.Touch::channel).toList();
                    List<String> indirect = all.stream()
                            .filter(channel -> !channel.equals(EligibleTouches.DIRECT))
                            .toList();
                    List<String> channels = indirect.isEmpty() ? all : indirect;
                    walk(platform, day, channels, MarkovChain.NULL);
                    DaySums set = set(platform, channels);
                    set.add(day, NULLS, 1);
                    set.add(day, SHORTENED, isShortened ? 1 : 0);
                }
                open.clear();
                isShortened = false;
            }
        }
    }
}
