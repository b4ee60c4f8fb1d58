package io.souk.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Journeys of a period as counts that add up: how many took each step from state to state, and what became of those with
 * each set of channels. The Markov chain of order 1 and the Shapley values need nothing else.
 */
public final class CountedJourneys {

    private final SortedMap<String, Map<String, BigDecimal>> steps = new TreeMap<>();
    private final Map<List<String>, Outcome> outcomes = new TreeMap<>((left, right) -> {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    });
    private long conversions;
    private long amount;
    private long shortened;

    private record Outcome(long conversions, long amount, long nulls) {

        Outcome plus(Outcome other) {
            return new Outcome(
                    conversions + other.conversions, Math.addExact(amount, other.amount), nulls + other.nulls);
        }
    }

    /**
     * What a channel earned.
     *
     * @param conversions with six digits after the point; those of all channels add up to all conversions
     * @param amount minor units; those of all channels add up to the whole amount
     */
    public record Earned(BigDecimal conversions, long amount) {}

    /** Adds journeys that took a step; states as in {@link MarkovChain}. */
    public void addStep(String from, String to, long journeys) {
        steps.computeIfAbsent(from, state -> new TreeMap<>()).merge(to, BigDecimal.valueOf(journeys), BigDecimal::add);
    }

    /**
     * Adds journeys with exactly these channels.
     *
     * @param channels in the order of their names, each once
     * @param converted how many ended in a conversion
     * @param minorUnits what these conversions brought
     * @param nulls how many ended without one
     * @param cut how many of them were longer than what is counted
     */
    public void addSet(List<String> channels, long converted, long minorUnits, long nulls, long cut) {
        outcomes.merge(List.copyOf(channels), new Outcome(converted, minorUnits, nulls), Outcome::plus);
        conversions += converted;
        amount = Math.addExact(amount, minorUnits);
        shortened += cut;
    }

    /** Adds what another period counted. */
    public void add(CountedJourneys other) {
        other.steps.forEach(
                (from, targets) -> targets.forEach((to, journeys) -> addStep(from, to, journeys.longValueExact())));
        other.outcomes.forEach(
                (channels, outcome) -> addSet(channels, outcome.conversions, outcome.amount, outcome.nulls, 0));
        shortened += other.shortened;
    }

    public long conversions() {
        return conversions;
    }

    /** Journeys of which only the last touches were counted. */
    public long shortened() {
        return shortened;
    }

    /** The Markov chain of order 1. */
    public MarkovChain chain() {
        return MarkovChain.ofTransitions(steps, paths());
    }

    /** What each channel earned by removal effects of a {@link #chain}. */
    public SortedMap<String, Earned> byMarkov(MarkovChain chain) {
        return earned(chain.credit());
    }

    /** What each channel earned by Shapley values of the game of conversions. */
    public SortedMap<String, Earned> byShapley() {
        return earned(ShapleyValues.credit(paths()));
    }

    /** The sets as paths, in the order of their names: what depends on sets and totals alone may use them. */
    private PathData paths() {
        List<ConversionPath> paths = new ArrayList<>();
        outcomes.forEach((channels, outcome) -> paths.add(ConversionPath.untimed(
                channels,
                BigDecimal.valueOf(outcome.conversions),
                BigDecimal.valueOf(outcome.amount),
                BigDecimal.valueOf(outcome.nulls))));
        return PathData.of(paths);
    }

    private SortedMap<String, Earned> earned(Credit credit) {
        BigInteger[] weights = credit.value().values().stream()
                .map(value -> value.setScale(Shares.DIGITS).unscaledValue())
                .toArray(BigInteger[]::new);
        SortedMap<String, Earned> earned = new TreeMap<>();
        if (weights.length > 0) {
            Iterator<BigInteger> amounts = List.of(Apportionment.divide(BigInteger.valueOf(amount), weights))
                    .iterator();
            credit.conversions()
                    .forEach((channel, part) ->
                            earned.put(channel, new Earned(part, amounts.next().longValueExact())));
        }
        return earned;
    }
}
