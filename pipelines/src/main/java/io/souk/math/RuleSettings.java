package io.souk.math;

import java.time.Duration;
import java.util.Set;

/**
 * What the rules are told.
 *
 * @param first part of the first touch by position, with {@code middle} for all those between and {@code last}
 * @param halfLife of a touch, where times are known
 * @param halfLifeTouches the same counted in touches, where they are not: with 1 each touch weighs half of the next
 * @param direct the channel that says how somebody came when nothing is known
 * @param paid channels that are paid for
 */
public record RuleSettings(
        long first,
        long middle,
        long last,
        Duration halfLife,
        double halfLifeTouches,
        String direct,
        Set<String> paid) {

    /** 40/20/40, 7 days, one touch, {@code direct}, no channel known to be paid. */
    public static final RuleSettings DEFAULT = new RuleSettings(40, 20, 40, Duration.ofDays(7), 1, "direct", Set.of());

    private static final long LARGEST_PART = 1_000_000;

    public RuleSettings {
        paid = Set.copyOf(paid);
        long smallest = Math.min(first, Math.min(middle, last));
        long largest = Math.max(first, Math.max(middle, last));
        if (smallest < 0 || largest > LARGEST_PART || largest == 0) {
            throw new IllegalArgumentException(
                    "The position weights are %d,%d,%d; they are whole numbers from 0 to %d, not all 0, for example 40,20,40."
                            .formatted(first, middle, last, LARGEST_PART));
        }
        if (halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException(
                    "The half-life is %s; it is above zero, for example 7 days.".formatted(halfLife));
        }
        if (!(halfLifeTouches > 0 && Double.isFinite(halfLifeTouches))) {
            throw new IllegalArgumentException(
                    "The half-life is %s touches; it is above zero, for example 1.".formatted(halfLifeTouches));
        }
    }

    double halfLives(long ageMicros) {
        return ageMicros / (halfLife.toSeconds() * 1e6 + halfLife.getNano() / 1e3);
    }
}
