package io.souk.timeline;

import java.util.Optional;

/** Finds the paid orders of persons, each with its eligible touches, as their events go by in order of time. */
public final class CreditedOrders {

    private final EligibleTouches touches;

    public CreditedOrders(AttributionRules rules) {
        this.touches = new EligibleTouches(rules);
    }

    /** Takes a person's next event; where it is a paid order, returns what its credit depends on. */
    public Optional<CreditedOrder> take(Event event) {
        if (event instanceof Event.Touch touch) {
            touches.see(touch);
        } else if (event instanceof Event.Order order && order.isPaid()) {
            return Optional.of(CreditedOrder.of(order, touches.path(order)));
        }
        return Optional.empty();
    }

    /** The person's events are over: forgets the person. */
    public void end() {
        touches.clear();
    }
}
