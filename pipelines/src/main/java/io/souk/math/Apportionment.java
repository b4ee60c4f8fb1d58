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
        if (weights.length == 1 && weights[0] >= 0) {
            return new long[] {total};
        }
        BigInteger[] exact =
                Arrays.stream(weights).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
        return Arrays.stream(divide(BigInteger.valueOf(total), exact))
                .mapToLong(BigInteger::longValueExact)
                .toArray();
    }

    /** The same for units and weights of any size. */
    public static BigInteger[] divide(BigInteger total, BigInteger[] weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("There is no part to divide %d over.".formatted(total));
        }
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger weight : weights) {
            if (weight.signum() < 0) {
                throw new IllegalArgumentException("A weight is negative: " + Arrays.toString(weights));
            }
            sum = sum.add(weight);
        }
        if (sum.signum() == 0) {
            BigInteger[] equal = new BigInteger[weights.length];
            Arrays.fill(equal, BigInteger.ONE);
            return divide(total, equal);
        }
        if (total.signum() < 0) {
            return Arrays.stream(byLargestRemainder(total.negate(), weights, sum))
                    .map(BigInteger::negate)
                    .toArray(BigInteger[]::new);
        }
        return byLargestRemainder(total, weights, sum);
    }

    private static BigInteger[] byLargestRemainder(BigInteger total, BigInteger[] weights, BigInteger sum) {
        BigInteger[] parts = new BigInteger[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        BigInteger left = total;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] quota = total.multiply(weights[i]).divideAndRemainder(sum);
            parts[i] = quota[0];
            remainders[i] = quota[1];
            left = left.subtract(parts[i]);
        }
        // A stable sort leaves equal remainders in their order: ties go to the earliest part.
        Integer[] byRemainder = IntStream.range(0, weights.length).boxed().toArray(Integer[]::new);
        Arrays.sort(
                byRemainder, Comparator.comparing((Integer i) -> remainders[i]).reversed());
        for (int i = 0; i < left.intValueExact(); i++) {
            parts[byRemainder[i]] = parts[byRemainder[i]].add(BigInteger.ONE);
        }
        return parts;
    }
}
