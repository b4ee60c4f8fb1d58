package io.souk.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The touches of one person to which an order may owe itself: on the order's platform, or any (see {@link TouchScope}), at
 * or before the order, within their lookback, and not of an own share. Touches of the channel direct count only where
 * nothing else is eligible. Of more than {@link AttributionRules#mostTouches} the first one and the last ones count, so
 * that the models of first and last touch say the same as without the cap. Touches too old for any order to come are
 * forgotten.
 */
final class EligibleTouches {

    /** Channel of whoever came by no other; also that of an order without an eligible touch. */
    static final String DIRECT = "direct";

    private static final String EVERYWHERE = "";

    /**
     * The touches that count for an order.
     *
     * @param touches in order of time
     * @param leftOut how many more are eligible, and do not count since there are too many
     */
    record Path(List<Event.Touch> touches, int leftOut) {}

    private final AttributionRules rules;
    private final Map<String, Deque<Event.Touch>> recent = new HashMap<>();

    EligibleTouches(AttributionRules rules) {
        this.rules = rules;
    }

    /** Notes a touch; touches come in order of time. */
    void see(Event.Touch touch) {
        if (!touch.isOwnShare()) {
            Deque<Event.Touch> touches = recent.computeIfAbsent(place(touch.platform()), place -> new ArrayDeque<>());
            forget(touches, touch.at());
            touches.addLast(touch);
        }
    }

    /** The touches that count for an order that comes now, in order of time. */
    List<Event.Touch> of(Event.Order order) {
        return path(order).touches;
    }

    /** The same, and how many are left out. */
    Path path(Event.Order order) {
        Deque<Event.Touch> touches = recent.getOrDefault(place(order.platform()), new ArrayDeque<>());
        List<Event.Touch> all = new ArrayList<>();
        List<Event.Touch> indirect = new ArrayList<>();
        for (Event.Touch touch : touches) {
            if (order.at() - touch.at() <= rules.lookbackMicros(touch.type())) {
                all.add(touch);
                if (!touch.channel().equals(DIRECT)) {
                    indirect.add(touch);
                }
            }
        }
        List<Event.Touch> eligible = indirect.isEmpty() ? all : indirect;
        int leftOut = Math.max(0, eligible.size() - rules.mostTouches());
        if (leftOut > 0) {
            eligible.subList(1, 1 + leftOut).clear();
        }
        return new Path(eligible, leftOut);
    }

    private String place(String platform) {
        return rules.scope() == TouchScope.ANY_PLATFORM ? EVERYWHERE : platform;
    }

    /** Forgets the person. */
    void clear() {
        recent.clear();
    }

    private void forget(Deque<Event.Touch> touches, long now) {
        while (!touches.isEmpty() && touches.peekFirst().at() < now - rules.longestLookbackMicros()) {
            touches.removeFirst();
        }
    }
}
