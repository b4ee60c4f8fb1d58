package io.souk.timeline;

import java.time.Duration;
import java.util.Map;

/**
 * Which touches are eligible, how many of them count, and how fast they fade.
 *
 * @param lookback how long before an order a touch still counts, both ends included
 * @param lookbackByType other lookbacks, by touch type
 * @param halfLife of time decay
 * @param mostTouches eligible touches of an order, or touches of a journey without one, that count: of more, the first
 *     one and the last ones; at least 2
 * @param scope whose touches are eligible
 */
public record AttributionRules(
        Duration lookback, Map<String, Duration> lookbackByType, Duration halfLife, int mostTouches, TouchScope scope)
        implements java.io.Serializable {

    /** No person goes by so many touches; robots do. */
    private static final int MOST_TOUCHES = 100;

    /** 30 days, exposures 1 day, half-life 7 days; 100 touches, of the order's platform. */
    public static final AttributionRules DEFAULT =
            new AttributionRules(Duration.ofDays(30), Map.of("exposure", Duration.ofDays(1)), Duration.ofDays(7));

    public AttributionRules {
        lookbackByType = Map.copyOf(lookbackByType);
        if (lookback.isNegative() || lookback.isZero() || halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException(
                    "attribution: lookback and half-life must be above zero, but are %s and %s"
                            .formatted(lookback, halfLife));
        }
        if (mostTouches < 2) {
            throw new IllegalArgumentException(
                    "attribution: most_touches is %d. A path has a first and a last touch, so it is 2 or more"
                            .formatted(mostTouches));
        }
    }

    /** Rules with the usual cap, for touches of the order's platform. */
    public AttributionRules(Duration lookback, Map<String, Duration> lookbackByType, Duration halfLife) {
        this(lookback, lookbackByType, halfLife, MOST_TOUCHES, TouchScope.SAME_PLATFORM);
    }

    /** The same rules with another cap. */
    public AttributionRules withMostTouches(int most) {
        return new AttributionRules(lookback, lookbackByType, halfLife, most, scope);
    }

    /** The same rules for touches of other platforms, or no others. */
    public AttributionRules withTouchesOf(TouchScope other) {
        return new AttributionRules(lookback, lookbackByType, halfLife, mostTouches, other);
    }

    /** Whether a touch may count for an order, as far as their platforms go. */
    boolean isInScope(Event.Touch touch, Event.Order order) {
        return scope == TouchScope.ANY_PLATFORM || touch.platform().equals(order.platform());
    }

    /** How long before an order a touch of a type still counts. */
    public Duration lookback(String touchType) {
        return lookbackByType.getOrDefault(touchType, lookback);
    }

    long lookbackMicros(String touchType) {
        return micros(lookback(touchType));
    }

    long longestLookbackMicros() {
        return lookbackByType.values().stream()
                .mapToLong(AttributionRules::micros)
                .reduce(micros(lookback), Math::max);
    }

    long halfLifeMicros() {
        return micros(halfLife);
    }

    private static long micros(Duration duration) {
        return duration.toSeconds() * 1_000_000L + duration.toNanosPart() / 1_000;
    }
}
