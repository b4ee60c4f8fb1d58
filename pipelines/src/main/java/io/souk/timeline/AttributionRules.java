package io.souk.timeline;

import java.time.Duration;
import java.util.Map;

/**
 * Which touches are eligible, and how fast they fade.
 *
 * @param lookback how long before an order a touch still counts, both ends included
 * @param lookbackByType other lookbacks, by touch type
 * @param halfLife of time decay
 */
public record AttributionRules(Duration lookback, Map<String, Duration> lookbackByType, Duration halfLife)
        implements java.io.Serializable {

    /** 30 days, exposures 1 day, half-life 7 days. */
    public static final AttributionRules DEFAULT =
            new AttributionRules(Duration.ofDays(30), Map.of("exposure", Duration.ofDays(1)), Duration.ofDays(7));

    public AttributionRules {
        lookbackByType = Map.copyOf(lookbackByType);
        if (lookback.isNegative() || lookback.isZero() || halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException(
                    "attribution: lookback and half-life must be above zero, but are %s and %s"
                            .formatted(lookback, halfLife));
        }
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
