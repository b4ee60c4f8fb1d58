package io.souk.timeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Those as whom one person is counted, each with what is known of it: each account on its platform; the person on each
 * group of several platforms ({@code group:x}) and on all platforms ({@code all}).
 *
 * @param <S> what is known of one
 */
final class Entities<S> {

    static final String ALL = "all";

    /** Above this number of accounts the room of a person is given up, so that the next one need not clear it. */
    private static final int MANY = 1_000;

    private final Supplier<S> stranger;
    private final Map<String, String> groupNames = new HashMap<>();
    private Map<Entity, S> known = new HashMap<>();

    /** A platform's value in tables and the account, or the person as a whole where the account is empty. */
    private record Entity(String platform, String account) {}

    /** Takes an entity at the end of a timeline. */
    interface Taker<S> {

        /**
         * Takes an entity.
         *
         * @param platform a platform, {@code group:x} or {@code all}
         */
        void take(String platform, S state);
    }

    /**
     * Nobody is known yet.
     *
     * @param stranger makes what is known of somebody who orders for the first time
     */
    Entities(Supplier<S> stranger) {
        this.stranger = stranger;
    }

    /** All as whom the buyer of an order counts; the order must have a buyer. */
    void of(Event.Order order, Consumer<S> taker) {
        taker.accept(known(order.platform(), order.buyer()));
        if (order.platformGroup() != null) {
            taker.accept(known(groupNames.computeIfAbsent(order.platformGroup(), "group:"::concat), ""));
        }
        taker.accept(known(ALL, ""));
    }

    private S known(String platform, String account) {
        return known.computeIfAbsent(new Entity(platform, account), key -> stranger.get());
    }

    /** Takes everybody, and forgets the person. */
    void end(Taker<S> taker) {
        known.forEach((entity, state) -> taker.take(entity.platform, state));
        if (known.size() > MANY) {
            known = new HashMap<>();
        } else {
            known.clear();
        }
    }
}
