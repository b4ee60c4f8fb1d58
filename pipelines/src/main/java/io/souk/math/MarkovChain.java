package io.souk.math;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Paths as a Markov chain: the next touch, the conversion or its absence depends on the last touches alone, as many as
 * the order says. The effect of a channel is the part of all conversions that is lost when everybody who would touch it
 * gives up instead (Anderl, Becker, von Wangenheim and Schumann 2016: Mapping the customer journey).
 *
 * <p>States are the start, the last touches (fewer than the order at the beginning of a path), conversion and null. The
 * chances are exact solutions of linear equations, with cycles; equal data in another order gives equal results, to the
 * last bit.
 */
public final class MarkovChain {

    public static final int HIGHEST_ORDER = 3;

    /** Joins the touches of a state in texts. */
    public static final String JOINT = " > ";

    /** The state before the first touch, in texts. */
    public static final String START = "(start)";

    /** The end of a path that converts, in texts. */
    public static final String CONVERSION = "(conversion)";

    /** The end of a path that does not, in texts. */
    public static final String NULL = "(null)";

    private static final long AT_START = 0;
    private static final long CONVERTED = -1;
    private static final long GIVEN_UP = -2;

    // A state is its touches, the latest one lowest: 21 bits each hold the channel's position among all, from 1.
    private static final int BITS = 21;
    private static final long LATEST = (1L << BITS) - 1;

    private final int order;
    private final List<String> channels;
    private final PathData data;
    private final SortedMap<Long, SortedMap<Long, BigDecimal>> counts = new TreeMap<>();
    private final SortedMap<String, Double> effects = new TreeMap<>();
    private final double conversionProbability;

    /**
     * One kind of step.
     *
     * @param from {@code (start)}, or the last touches joined by {@link #JOINT}
     * @param to the last touches, {@code (conversion)} or {@code (null)}
     * @param count how often it was taken
     * @param probability that it is the one taken from there, above 0 and at most 1
     */
    public record Transition(String from, String to, BigDecimal count, double probability) {}

    private MarkovChain(PathData data, int order, int few, Consumer<MarkovChain> counting) {
        this.order = order;
        this.data = data;
        this.channels = List.copyOf(data.channels());
        counting.accept(this);
        channels.forEach(channel -> effects.put(channel, 0.0));
        this.conversionProbability = solve(few);
    }

    /**
     * Counts the transitions of paths and solves the chain.
     *
     * <p>Cost: one solution of the equations for the chain and one for each channel. With 12 channels and order 3, when
     * all 1,884 states occur, they take less than a second altogether.
     *
     * @param order 1 to 3: on how many touches the next step depends
     * @throws IllegalArgumentException for another order, or above two million channels
     */
    public static MarkovChain of(PathData data, int order) {
        return of(data, order, AbsorbingChain.FEW);
    }

    /**
     * The same with a choice of solver.
     *
     * @param few up to how many states the equations are decomposed
     */
    static MarkovChain of(PathData data, int order, int few) {
        if (order < 1 || order > HIGHEST_ORDER) {
            throw new IllegalArgumentException(
                    "The order of a Markov chain is %d; it is 1, 2 or %d.".formatted(order, HIGHEST_ORDER));
        }
        if (data.channels().size() >= LATEST) {
            throw new IllegalArgumentException("There are %d channels, and a Markov chain takes fewer than %d."
                    .formatted(data.channels().size(), LATEST));
        }
        return new MarkovChain(data, order, few, chain -> data.paths().forEach(chain::count));
    }

    /**
     * A chain of order 1 from transitions that are counted already: the same as {@link #of} makes of their paths.
     *
     * @param counts journeys by state that they leave and state that they reach: channels, {@link #START},
     *     {@link #CONVERSION} and {@link #NULL}
     * @param totals conversions and value to be credited, on any paths that name the channels of all transitions
     * @throws IllegalArgumentException where a transition names another channel
     */
    public static MarkovChain ofTransitions(Map<String, Map<String, BigDecimal>> counts, PathData totals) {
        return new MarkovChain(
                totals,
                1,
                AbsorbingChain.FEW,
                chain -> counts.forEach((from, targets) ->
                        targets.forEach((to, journeys) -> chain.count(chain.state(from), chain.state(to), journeys))));
    }

    /**
     * The order, from 1 to 3, whose chain has the smallest {@link #bic}; of equals the lower one.
     *
     * @param chains of the same data, at least one
     */
    public static MarkovChain mostPlausible(List<MarkovChain> chains) {
        return chains.stream()
                .min(Comparator.comparingDouble(MarkovChain::bic).thenComparingInt(MarkovChain::order))
                .orElseThrow();
    }

    public int order() {
        return order;
    }

    /** The chance that a path ends in conversion: the part of conversions in all conversions and nulls. */
    public double conversionProbability() {
        return conversionProbability;
    }

    /**
     * By channel, which part of the conversions is lost without it: 1 - P(without) / P, from 0 to 1. A channel on no
     * converting path has exactly 0.
     */
    public SortedMap<String, Double> removalEffects() {
        return Collections.unmodifiableSortedMap(effects);
    }

    /** All conversions and all value, in proportion to the removal effects. */
    public Credit credit() {
        Shares shares = new Shares(channels);
        effects.forEach((channel, effect) -> shares.add(channel, new BigDecimal(effect)));
        return Credit.inProportion(data, shares);
    }

    /** Every transition that occurs, by the touches it starts from, then by where it leads, channels by name. */
    public List<Transition> transitions() {
        List<Transition> transitions = new ArrayList<>();
        counts.forEach((from, targets) -> {
            double all = total(targets).doubleValue();
            targets.forEach((to, count) ->
                    transitions.add(new Transition(text(from), text(to), count, count.doubleValue() / all)));
        });
        return transitions;
    }

    /** Natural logarithm of the chance of the data in this chain: 0 or less. */
    public double logLikelihood() {
        return transitions().stream()
                .mapToDouble(transition -> transition.count().doubleValue() * Math.log(transition.probability()))
                .sum();
    }

    /** Free probabilities: from every state that occurs, one for each channel, conversion and null, less one. */
    public long parameters() {
        return counts.size() * (channels.size() + 1L);
    }

    /**
     * The Bayesian information criterion (Schwarz 1978; for orders of Markov chains Katz 1981):
     * {@code parameters * ln(transitions) - 2 * log likelihood}. Smaller is more plausible.
     */
    public double bic() {
        double transitions = counts.values().stream()
                .mapToDouble(targets -> total(targets).doubleValue())
                .sum();
        return transitions == 0 ? 0 : parameters() * Math.log(transitions) - 2 * logLikelihood();
    }

    private void count(ConversionPath path) {
        BigDecimal walkers = path.conversions().add(path.nulls());
        if (walkers.signum() == 0) {
            return;
        }
        long state = AT_START;
        for (String channel : path.channels()) {
            long next = ((state << BITS) | (Collections.binarySearch(channels, channel) + 1))
                    & ((1L << (BITS * order)) - 1);
            count(state, next, walkers);
            state = next;
        }
        count(state, CONVERTED, path.conversions());
        count(state, GIVEN_UP, path.nulls());
    }

    /** The state that a text names in a chain of order 1. */
    private long state(String text) {
        return switch (text) {
            case START -> AT_START;
            case CONVERSION -> CONVERTED;
            case NULL -> GIVEN_UP;
            default -> {
                int position = Collections.binarySearch(channels, text);
                if (position < 0) {
                    throw new IllegalArgumentException(
                            "A transition names the channel '%s', which is on no path. The paths have: %s"
                                    .formatted(text, String.join(", ", channels)));
                }
                yield position + 1;
            }
        };
    }

    private void count(long from, long to, BigDecimal walkers) {
        if (walkers.signum() > 0) {
            counts.computeIfAbsent(from, state -> new TreeMap<>()).merge(to, walkers, BigDecimal::add);
        }
    }

    /** Fills in the effects and returns the chance of conversion. */
    private double solve(int few) {
        Set<Long> converting = closure(CONVERTED, sources());
        if (!converting.contains(AT_START)) {
            return 0;
        }
        // States that do not lead to conversion or are never reached are not among the equations: no other counts.
        List<Long> states =
                closure(AT_START, targetsAmong(converting)).stream().sorted().toList();
        Map<Long, Integer> positions = new HashMap<>();
        states.forEach(state -> positions.put(state, positions.size()));
        AbsorbingChain chain = new AbsorbingChain(rows(states, positions), few);
        Map<Long, List<Long>> statesByChannel = states.stream()
                .filter(state -> state != AT_START)
                .collect(Collectors.groupingBy(state -> state & LATEST));
        statesByChannel.forEach((channel, ofChannel) -> {
            int[] through = ofChannel.stream().mapToInt(positions::get).toArray();
            effects.put(channels.get((int) (channel - 1)), chain.chanceThrough(through) / chain.chance());
        });
        return chain.chance();
    }

    private List<AbsorbingChain.Row> rows(List<Long> states, Map<Long, Integer> positions) {
        double walkers = total(counts.get(AT_START)).doubleValue();
        return states.stream()
                .map(state -> {
                    SortedMap<Long, BigDecimal> all = counts.get(state);
                    long[] targets = all.keySet().stream()
                            .mapToLong(target -> target)
                            .filter(target -> target != state && positions.containsKey(target))
                            .toArray();
                    BigDecimal total = total(all);
                    BigDecimal staying = all.getOrDefault(state, BigDecimal.ZERO);
                    return new AbsorbingChain.Row(
                            LongStream.of(targets).mapToInt(positions::get).toArray(),
                            LongStream.of(targets)
                                    .mapToDouble(target -> all.get(target).doubleValue())
                                    .toArray(),
                            all.getOrDefault(CONVERTED, BigDecimal.ZERO).doubleValue(),
                            total.subtract(staying).doubleValue(),
                            total.doubleValue() / walkers);
                })
                .toList();
    }

    private Map<Long, List<Long>> sources() {
        Map<Long, List<Long>> sources = new HashMap<>();
        counts.forEach((from, targets) -> targets.keySet()
                .forEach(to ->
                        sources.computeIfAbsent(to, state -> new ArrayList<>()).add(from)));
        return sources;
    }

    private Map<Long, List<Long>> targetsAmong(Set<Long> states) {
        Map<Long, List<Long>> targets = new HashMap<>();
        counts.forEach((from, all) -> targets.put(
                from,
                all.keySet().stream()
                        .filter(to -> to > AT_START && states.contains(to))
                        .toList()));
        return targets;
    }

    private static Set<Long> closure(long first, Map<Long, List<Long>> next) {
        Set<Long> seen = new HashSet<>(Set.of(first));
        List<Long> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            for (long state : next.getOrDefault(open.remove(open.size() - 1), List.of())) {
                if (seen.add(state)) {
                    open.add(state);
                }
            }
        }
        return seen;
    }

    private static BigDecimal total(SortedMap<Long, BigDecimal> counts) {
        return counts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String text(long state) {
        if (state == AT_START) {
            return START;
        }
        if (state == CONVERTED) {
            return CONVERSION;
        }
        if (state == GIVEN_UP) {
            return NULL;
        }
        List<String> touches = new ArrayList<>();
        for (long rest = state; rest != 0; rest >>>= BITS) {
            touches.add(0, channels.get((int) (rest & LATEST) - 1));
        }
        return String.join(JOINT, touches);
    }
}
