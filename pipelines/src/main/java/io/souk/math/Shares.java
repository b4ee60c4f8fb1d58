package io.souk.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Amounts by channel, of any size: kept with 34 significant digits, and rounded once, at the end, so that they add up
 * to a total exactly.
 */
final class Shares {

    /** Digits after the point of a result, where the total itself has no more. */
    static final int DIGITS = 6;

    private final SortedMap<String, BigDecimal> amounts = new TreeMap<>();

    Shares(Collection<String> channels) {
        channels.forEach(channel -> amounts.put(channel, BigDecimal.ZERO));
    }

    void add(String channel, BigDecimal amount) {
        amounts.merge(channel, amount, BigDecimal::add);
    }

    /** Divides {@code amount} over the channels of the touches by weights, of which at least one is above zero. */
    void divide(BigDecimal amount, List<String> channels, long[] weights) {
        BigDecimal sum = BigDecimal.ZERO;
        for (long weight : weights) {
            sum = sum.add(BigDecimal.valueOf(weight));
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                BigDecimal weight = BigDecimal.valueOf(weights[i]);
                add(
                        channels.get(i),
                        weight.equals(sum) ? amount : amount.multiply(weight).divide(sum, MathContext.DECIMAL128));
            }
        }
    }

    SortedMap<String, BigDecimal> amounts() {
        return Collections.unmodifiableSortedMap(amounts);
    }

    /**
     * The shares, scaled and rounded by largest remainder so that they add up to {@code total} exactly; ties to the
     * first channel by name. Where all are zero, every channel has the same.
     *
     * @return amounts with {@link #DIGITS} digits after the point, or as many as {@code total} has
     */
    SortedMap<String, BigDecimal> adjustedTo(BigDecimal total) {
        int digits = Math.max(DIGITS, total.scale());
        int scale = amounts.values().stream().mapToInt(BigDecimal::scale).max().orElse(0);
        BigInteger[] weights = amounts.values().stream()
                .map(amount -> amount.setScale(scale).unscaledValue())
                .toArray(BigInteger[]::new);
        SortedMap<String, BigDecimal> adjusted = new TreeMap<>();
        if (weights.length > 0) {
            BigInteger[] parts = Apportionment.divide(total.setScale(digits).unscaledValue(), weights);
            Iterator<String> channels = amounts.keySet().iterator();
            for (BigInteger part : parts) {
                adjusted.put(channels.next(), new BigDecimal(part, digits));
            }
        }
        return Collections.unmodifiableSortedMap(adjusted);
    }
}
