package io.souk.jobs.simulate;

import java.util.List;

/**
 * Repeatable chance: the same seed, purpose and number give the same sequence on every machine (SplitMix64, written out
 * so that no library version can change it).
 */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long seed, String purpose, long number) {
        long hash = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash ^ purpose.charAt(i)) + GOLDEN;
        }
        return new Dice(mix(hash ^ mix(number + GOLDEN)));
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Evenly between 0 (included) and 1 (excluded). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Evenly among 0 .. bound - 1. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    long below(long bound) {
        return (long) (unit() * bound);
    }

    /** Evenly among low .. high, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /** A whole number with the given mean: its floor or the next one. */
    int around(double mean) {
        return (int) (mean + unit());
    }

    <T> T pick(List<T> items) {
        return items.get(below(items.size()));
    }

    /** An index, each as likely as its weight. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double point = unit() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            point -= weights[i];
            if (point < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
