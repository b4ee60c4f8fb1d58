package io.souk.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What each channel brings to the sets of channels that it is part of, on average over all orders in which a set can
 * come together (Shapley 1953). A path counts by the set of its channels: neither order nor repetition matters.
 */
public final class ShapleyValues {

    /** Above this, nearly no set of channels is ever seen, and the game of rates says little. */
    public static final int MOST_CHANNELS_OF_RATES = 20;

    private ShapleyValues() {}

    /**
     * The game of conversions: v(S) is the number of conversions on paths whose channels all lie in S. Each set's
     * conversions are then shared by its channels equally, at any number of channels: the value of c is the sum over
     * sets T with c of conversions(T) / |T|.
     *
     * @return conversions by channel to 34 significant digits, adding up to all conversions
     */
    public static SortedMap<String, BigDecimal> ofConversions(PathData data) {
        return equalParts(data, ConversionPath::conversions).amounts();
    }

    /** {@link #ofConversions} as credit; value is shared in the same way, by the sets that brought it. */
    public static Credit credit(PathData data) {
        return new Credit(
                equalParts(data, ConversionPath::conversions).adjustedTo(data.conversions()),
                equalParts(data, ConversionPath::value).adjustedTo(data.value()));
    }

    /**
     * The game of rates: v(S) is the conversion rate of paths whose channels are exactly S; a set that no path has is
     * worth 0. The values add up to the rate of the set of all channels, and can be negative. Channels that nobody took do
     * not play: their value is 0, and without them every other value is the same.
     *
     * @return parts of a rate (from 0 to 1) by channel
     * @throws IllegalArgumentException above {@link #MOST_CHANNELS_OF_RATES} channels
     */
    public static SortedMap<String, Double> ofRates(PathData data) {
        SortedSet<String> channels = data.channels();
        int count = channels.size();
        if (count > MOST_CHANNELS_OF_RATES) {
            throw new IllegalArgumentException(
                    "There are %d channels, and the Shapley values of conversion rates are offered up to %d. Group channels, or use the Shapley values of conversions."
                            .formatted(count, MOST_CHANNELS_OF_RATES));
        }
        Map<SortedSet<String>, BigDecimal> conversions = sums(data, ConversionPath::conversions);
        Map<SortedSet<String>, BigDecimal> nulls = sums(data, ConversionPath::nulls);
        SortedSet<String> players = new TreeSet<>();
        conversions.forEach((set, converted) -> {
            if (converted.add(nulls.get(set)).signum() > 0) {
                players.addAll(set);
            }
        });
        double[] joining = chancesOfJoining(players.size());
        SortedMap<String, Double> values = new TreeMap<>();
        channels.forEach(channel -> values.put(channel, 0.0));
        // The marginal contributions, gathered by set: v(S) is gained by each member's joining, and lost by each
        // other's.
        conversions.forEach((set, converted) -> {
            BigDecimal all = converted.add(nulls.get(set));
            if (all.signum() == 0) {
                return;
            }
            double rate = converted.divide(all, MathContext.DECIMAL128).doubleValue();
            for (String channel : players) {
                double gain = set.contains(channel) ? joining[set.size() - 1] * rate : -joining[set.size()] * rate;
                values.merge(channel, gain, Double::sum);
            }
        });
        return values;
    }

    /**
     * Totals in proportion to {@link #ofRates}. Negative values count as 0; where no value is above 0, which says that
     * no channel helps, credit is that of {@link #credit}.
     */
    public static Credit creditByRates(PathData data) {
        Shares shares = new Shares(data.channels());
        ofRates(data).forEach((channel, value) -> shares.add(channel, new BigDecimal(Math.max(0, value))));
        boolean hasNone = shares.amounts().values().stream().allMatch(value -> value.signum() == 0);
        return hasNone ? credit(data) : Credit.inProportion(data, shares);
    }

    private static Shares equalParts(PathData data, Function<ConversionPath, BigDecimal> amount) {
        // Sets of one size are added up exactly before they are divided, so that only one division a size rounds.
        SortedMap<String, SortedMap<Integer, BigDecimal>> bySize = new TreeMap<>();
        sums(data, amount)
                .forEach((set, sum) -> set.forEach(channel ->
                        bySize.computeIfAbsent(channel, c -> new TreeMap<>()).merge(set.size(), sum, BigDecimal::add)));
        Shares shares = new Shares(data.channels());
        bySize.forEach((channel, sizes) -> sizes.forEach(
                (size, sum) -> shares.add(channel, sum.divide(BigDecimal.valueOf(size), MathContext.DECIMAL128))));
        return shares;
    }

    private static Map<SortedSet<String>, BigDecimal> sums(PathData data, Function<ConversionPath, BigDecimal> amount) {
        Map<SortedSet<String>, BigDecimal> sums = new LinkedHashMap<>();
        for (ConversionPath path : data.paths()) {
            sums.merge(new TreeSet<>(path.channels()), amount.apply(path), BigDecimal::add);
        }
        return sums;
    }

    /** By size of a set: the chance that exactly this set is there when a given other channel joins, s!(n-s-1)!/n!. */
    private static double[] chancesOfJoining(int count) {
        double[] chances = new double[count + 1];
        double chance = 1.0 / Math.max(1, count);
        for (int size = 0; size < count; size++) {
            chances[size] = chance;
            chance = chance * (size + 1) / Math.max(1, count - size - 1);
        }
        return chances;
    }
}
