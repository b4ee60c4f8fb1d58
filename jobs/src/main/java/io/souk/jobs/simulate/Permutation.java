package io.souk.jobs.simulate;

import java.io.Serializable;

/**
 * Shuffles 0 .. size - 1 without a table: a Feistel network over the next even number of bits, applied again until the
 * value lies inside. Each number has exactly one image, so ranks are never shared however large the population.
 */
record Permutation(long size, long key) implements Serializable {

    private static final int ROUNDS = 4;

    long at(long number) {
        int half = Math.max(1, (65 - Long.numberOfLeadingZeros(Math.max(1, size - 1))) / 2);
        long value = number;
        do {
            value = scramble(value, half);
        } while (value >= size);
        return value;
    }

    private long scramble(long value, int half) {
        long mask = (1L << half) - 1;
        long left = value >>> half;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (Dice.mix(right + key * 31 + round * 0x9E3779B97F4A7C15L) & mask);
            left = right;
            right = next;
        }
        return (left << half) | right;
    }
}
