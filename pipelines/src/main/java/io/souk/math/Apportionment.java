package io.souk.math;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Divides whole units (minor units of money, millionths of an order) by weights so that the parts add up to the whole
 * exactly: the method of largest remainders, ties to the earliest part.
 */
public final class Apportionment {

    private Apportionment() {}

    /**
     * Divides {@code total} in proportion to {@code weights}.
     *
     * @param total units to divide, of either sign
     * @param weights at least one, none negative; where all are zero every part weighs the same
     * @return as many parts as weights, each within one unit of its exact quota, adding up to {@code total}
     * @throws IllegalArgumentException where there is no weight or one is negative
     */
    public static long[] divide(long total, long[] weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("There is no part to divide %d over.".formatted(total));
        }
        BigInteger sum = BigInteger.ZERO;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("A weight is negative: " + Arrays.toString(weights));
            }
            sum = sum.add(BigInteger.valueOf(weight));
        }
        if (weights.length == 1) {
            return new long[] {total};
        }
        if (sum.signum() == 0) {
            long[] equal = new long[weights.length];
            Arrays.fill(equal, 1);
            return divide(total, equal);
        }
        if (total < 0) {
            return negated(divide(Math.negateExact(total), weights));
        }
        return byLargestRemainder(total, weights, sum);
    }

    private static long[] byLargestRemainder(long total, long[] weights, BigInteger sum) {
        long[] parts = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = total;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] quota = BigInteger.valueOf(total)
                    .multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(sum);
            parts[i] = quota[0].longValueExact();
            remainders[i] = quota[1];
            left -= parts[i];
        }
        // A stable sort leaves equal remainders in their order: ties go to the earliest part.
        Integer[] byRemainder = IntStream.range(0, weights.length).boxed().toArray(Integer[]::new);
        Arrays.sort(
                byRemainder, Comparator.comparing((Integer i) -> remainders[i]).reversed());
        for (int i = 0; i < left; i++) {
            parts[byRemainder[i]]++;
        }
        return parts;
    }

    private static long[] negated(long[] parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Math.negateExact(parts[i]);
        }
        return parts;
    }
}
