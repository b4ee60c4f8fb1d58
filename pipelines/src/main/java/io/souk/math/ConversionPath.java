package io.souk.math;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * A path of touches and what became of those who took it.
 *
 * @param channels of the touches, in order of time; at least one
 * @param ages microseconds from each touch to the conversion, zero or more; empty where the times are not known
 * @param conversions how many took the path and converted; may be a fraction
 * @param value of those conversions, in any one currency
 * @param nulls how many took the path and did not convert
 */
public record ConversionPath(
        List<String> channels, List<Long> ages, BigDecimal conversions, BigDecimal value, BigDecimal nulls) {

    /** By channels, then by ages: the order in which path data is kept. */
    static final Comparator<ConversionPath> CANONICAL = Comparator.comparing(
                    ConversionPath::channels, ConversionPath::compare)
            .thenComparing(ConversionPath::ages, ConversionPath::compare);

    /**
     * @throws IllegalArgumentException where there is no channel, an amount or age is negative, ages and channels do not
     *     pair, or there is value without a conversion
     */
    public ConversionPath {
        channels = List.copyOf(channels);
        ages = List.copyOf(ages);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("A path has no touch; every path needs at least one channel.");
        }
        if (!ages.isEmpty() && ages.size() != channels.size()) {
            throw new IllegalArgumentException("A path has %d channels and %d ages; each channel needs its age."
                    .formatted(channels.size(), ages.size()));
        }
        if (conversions.signum() < 0 || value.signum() < 0 || nulls.signum() < 0) {
            throw new IllegalArgumentException(
                    "A path has %s conversions of value %s and %s nulls; none of them can be below zero."
                            .formatted(conversions, value, nulls));
        }
        if (conversions.signum() == 0 && value.signum() > 0) {
            throw new IllegalArgumentException(
                    "A path has the value %s without a conversion; value belongs to conversions.".formatted(value));
        }
        if (ages.stream().anyMatch(age -> age < 0)) {
            throw new IllegalArgumentException("A touch is later than its conversion; only earlier touches count.");
        }
    }

    /** A path whose times are not known. */
    public static ConversionPath untimed(
            List<String> channels, BigDecimal conversions, BigDecimal value, BigDecimal nulls) {
        return new ConversionPath(channels, List.of(), conversions, value, nulls);
    }

    /** The same path with the amounts of both. */
    ConversionPath plus(ConversionPath other) {
        return new ConversionPath(
                channels, ages, conversions.add(other.conversions), value.add(other.value), nulls.add(other.nulls));
    }

    private static <T extends Comparable<T>> int compare(List<T> left, List<T> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
