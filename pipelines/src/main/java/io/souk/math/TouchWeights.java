package io.souk.math;

import java.util.Arrays;

/**
 * The weights by which rules divide credit over the touches of one path, in order of time: one whole number per touch,
 * of which only the proportions matter.
 */
public final class TouchWeights {

    private static final double DECAY_SCALE = 1L << 50;

    private TouchWeights() {}

    /** All to one of {@code count} touches. */
    public static long[] allTo(int index, int count) {
        long[] weights = new long[count];
        weights[index] = 1;
        return weights;
    }

    /** The same to each of {@code count} touches. */
    public static long[] equal(int count) {
        long[] weights = new long[count];
        Arrays.fill(weights, 1);
        return weights;
    }

    /**
     * A part to the first touch, a part to the last, and a part to all those between together. Without any between,
     * the first and the last share everything in proportion to their parts; one touch takes all.
     *
     * @param count of touches, at least one
     * @param first zero or more, as are {@code middle} and {@code last}; 40, 20 and 40 are usual
     */
    public static long[] byPosition(int count, long first, long middle, long last) {
        if (count == 1 || (count == 2 && first + last == 0)) {
            return equal(count);
        }
        long[] weights = new long[count];
        Arrays.fill(weights, middle);
        long between = Math.max(1, count - 2L);
        weights[0] = first * between;
        weights[count - 1] = last * between;
        return weights;
    }

    /**
     * Half as much for each half-life between touch and conversion. What is left after 50 half-lives weighs as much as
     * after 50, so that no touch weighs nothing.
     *
     * @param halfLives of each touch, zero or more
     */
    public static long[] decaying(double[] halfLives) {
        return Arrays.stream(halfLives)
                .mapToLong(elapsed -> Math.max(1, Math.round(StrictMath.pow(2, -elapsed) * DECAY_SCALE)))
                .toArray();
    }
}
