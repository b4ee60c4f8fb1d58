package io.souk.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MarkovChainTest {

    /**
     * The example by which S. Bryl explains the method (AnalyzeCore, 2016: Attribution model with R): C1 C2 C3 converts, C1 and C2 C3 do not. P = 1/3; without
     * C1 P is 1/6, without C2 or C3 nothing converts. Effects 1/2, 1, 1; of one conversion 1/5, 2/5, 2/5.
     */
    @Test
    void theTextbookExampleComesOut() {
        MarkovChain chain = MarkovChain.of(Paths.of("""
                C1 C2 C3 | 1 | 10 | 0
                C1 | 0 | 0 | 1
                C2 C3 | 0 | 0 | 1"""), 1);

        assertThat(chain.conversionProbability()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(chain.removalEffects().get("C1")).isCloseTo(0.5, within(1e-15));
        assertThat(chain.removalEffects().get("C2")).isCloseTo(1, within(1e-15));
        assertThat(chain.removalEffects().get("C3")).isCloseTo(1, within(1e-15));
        assertThat(chain.credit().conversions().toString()).isEqualTo("{C1=0.200000, C2=0.400000, C3=0.400000}");
        assertThat(chain.credit().value().toString()).isEqualTo("{C1=2.000000, C2=4.000000, C3=4.000000}");
    }

    /**
     * A cycle, by hand. Paths: A B A (converts), A (null), B (converts). Start: A 2/3, B 1/3. From A, left three times:
     * B 1/3, conversion 1/3, null 1/3. From B, left twice: A 1/2, conversion 1/2.
     *
     * <pre>
     * a = 1/3 + b/3,  b = 1/2 + a/2  gives  a = 3/5, b = 4/5;  P = 2/3 * 3/5 + 1/3 * 4/5 = 2/3
     * without A: b = 1/2,  P = 1/3 * 1/2 = 1/6,  effect 1 - (1/6)/(2/3) = 3/4
     * without B: a = 1/3,  P = 2/3 * 1/3 = 2/9,  effect 1 - (2/9)/(2/3) = 2/3
     * </pre>
     */
    @Test
    void aCycleIsSolved() {
        MarkovChain chain = MarkovChain.of(Paths.of("""
                A B A | 1 | 0 | 0
                A | 0 | 0 | 1
                B | 1 | 0 | 0"""), 1);

        assertThat(chain.conversionProbability()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(chain.removalEffects().get("A")).isCloseTo(3.0 / 4, within(1e-15));
        assertThat(chain.removalEffects().get("B")).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(chain.credit().conversions().toString()).isEqualTo("{A=1.058824, B=0.941176}");
    }

    @Test
    void theStatesOfOrderTwoAreTheLastTwoTouches() {
        MarkovChain chain = MarkovChain.of(Paths.of("""
                A B A | 1.5 | 0 | 0.5
                A | 0 | 0 | 2"""), 2);

        assertThat(chain.transitions())
                .containsExactly(
                        new MarkovChain.Transition("(start)", "A", new BigDecimal("4.0"), 1),
                        new MarkovChain.Transition("A", "(null)", new BigDecimal("2"), 0.5),
                        new MarkovChain.Transition("A", "A > B", new BigDecimal("2.0"), 0.5),
                        new MarkovChain.Transition("A > B", "B > A", new BigDecimal("2.0"), 1),
                        new MarkovChain.Transition("B > A", "(null)", new BigDecimal("0.5"), 0.25),
                        new MarkovChain.Transition("B > A", "(conversion)", new BigDecimal("1.5"), 0.75));
        assertThat(chain.removalEffects().toString()).isEqualTo("{A=1.0, B=1.0}");
    }

    @Test
    void aChannelThatNeverConvertsGetsNothing() {
        MarkovChain chain = MarkovChain.of(Paths.of("""
                A | 2 | 0 | 1
                A Z | 0 | 0 | 4
                Z Z | 0 | 0 | 1"""), 1);

        assertThat(chain.removalEffects().toString()).isEqualTo("{A=1.0, Z=0.0}");
        assertThat(chain.credit().conversions().toString()).isEqualTo("{A=2.000000, Z=0.000000}");
    }

    @Test
    void withoutAnyConversionNobodyGetsAnything() {
        MarkovChain chain = MarkovChain.of(Paths.of("A B | 0 | 0 | 4"), 2);

        assertThat(chain.conversionProbability()).isZero();
        assertThat(chain.removalEffects().toString()).isEqualTo("{A=0.0, B=0.0}");
        assertThat(chain.credit().conversions().toString()).isEqualTo("{A=0.000000, B=0.000000}");
    }

    /** A hundred thousand rounds from A to B and back before one conversion: a simulation would take as many steps. */
    @Test
    void aCycleThatIsHardlyEverLeftIsStillSolved() {
        List<String> rounds = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            rounds.add("A");
            rounds.add("B");
        }
        MarkovChain chain = MarkovChain.of(
                PathData.of(List.of(
                        ConversionPath.untimed(rounds, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO),
                        ConversionPath.untimed(List.of("A"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE))),
                1);

        assertThat(chain.conversionProbability()).isCloseTo(0.5, within(1e-12));
        assertThat(chain.removalEffects().get("B")).isCloseTo(1, within(1e-12));
    }

    /**
     * A circle of 600 channels: one person walks it round a hundred times and converts after c599, another sees c7 and
     * gives up. All conversions pass c7 to c599. Without c0 (or c1 to c6) only those who begin with c7 convert, and only
     * on their first round: 1/2 * 100/101 * 1/100, of P = 1/2. The effect is 1 - 1/101.
     */
    @Test
    void aLongCircleIsSolved() {
        List<String> rounds = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            rounds.add("c" + i % 600);
        }
        MarkovChain chain = MarkovChain.of(
                PathData.of(List.of(
                        ConversionPath.untimed(rounds, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO),
                        ConversionPath.untimed(List.of("c7"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE))),
                1);

        assertThat(chain.conversionProbability()).isCloseTo(0.5, within(1e-12));
        assertThat(chain.removalEffects()).hasSize(600);
        chain.removalEffects()
                .forEach((channel, effect) -> assertThat(effect)
                        .as(channel)
                        .isCloseTo(channel.matches("c[0-6]") ? 100.0 / 101 : 1, within(1e-12)));
    }

    @Test
    void anOrderOutsideOneToThreeIsRefused() {
        assertThatThrownBy(() -> MarkovChain.of(Paths.of("A | 1 | 0 | 0"), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The order of a Markov chain is 4; it is 1, 2 or 3.");
    }

    /** What comes after B depends on what came before it, so one touch of memory is too little, and three are too many. */
    @Test
    void theCriterionFindsTheOrderThatMadeTheData() {
        Map<Integer, Integer> chosen = new HashMap<>();
        for (int order = 1; order <= 2; order++) {
            PathData data = walks(order, new Random(7));
            List<MarkovChain> chains =
                    List.of(MarkovChain.of(data, 1), MarkovChain.of(data, 2), MarkovChain.of(data, 3));
            chosen.put(order, MarkovChain.mostPlausible(chains).order());
        }

        assertThat(chosen).isEqualTo(Map.of(1, 1, 2, 2));
    }

    /** One state with two equally frequent ways out, four times: ln(1/2) four times; 2 states with 2 free chances each. */
    @Test
    void theCriterionIsThatOfSchwarz() {
        MarkovChain chain = MarkovChain.of(Paths.of("A | 2 | 0 | 2"), 1);

        assertThat(chain.logLikelihood()).isCloseTo(4 * Math.log(0.5), within(1e-12));
        assertThat(chain.parameters()).isEqualTo(4);
        assertThat(chain.bic()).isCloseTo(4 * Math.log(8) - 8 * Math.log(0.5), within(1e-12));
    }

    @Property(tries = 300)
    void effectsEqualThoseOfWalkingTheChainStepByStep(
            @ForAll("rows") List<ConversionPath> rows, @ForAll @IntRange(min = 1, max = 3) int order) {
        PathData data = PathData.of(rows);

        MarkovChain chain = MarkovChain.of(data, order);

        double walked = byPowerIteration(rows, order, null);
        assertThat(chain.conversionProbability()).isCloseTo(walked, within(1e-9));
        chain.removalEffects().forEach((channel, effect) -> {
            double expected = walked == 0 ? 0 : 1 - byPowerIteration(rows, order, channel) / walked;
            assertThat(effect).as(channel).isCloseTo(expected, within(1e-9)).isBetween(0.0, 1.0);
        });
    }

    /** The definition itself: a chain without the channel's ways out, solved as a full matrix. */
    @Property(tries = 200)
    void effectsEqualThoseOfADenseSolve(@ForAll("rows") List<ConversionPath> rows) {
        MarkovChain chain = MarkovChain.of(PathData.of(rows), 1);

        double whole = byElimination(chain.transitions(), null);
        assertThat(chain.conversionProbability()).isCloseTo(whole, within(1e-9));
        chain.removalEffects().forEach((channel, effect) -> {
            double expected = whole == 0 ? 0 : 1 - byElimination(chain.transitions(), channel) / whole;
            assertThat(effect).as(channel).isCloseTo(expected, within(1e-9));
        });
    }

    @Property(tries = 300)
    void bothSolversAgree(@ForAll("rows") List<ConversionPath> rows, @ForAll @IntRange(min = 1, max = 3) int order) {
        PathData data = PathData.of(rows);

        MarkovChain decomposed = MarkovChain.of(data, order, Integer.MAX_VALUE);
        MarkovChain approached = MarkovChain.of(data, order, 0);

        assertThat(approached.conversionProbability()).isCloseTo(decomposed.conversionProbability(), within(1e-14));
        decomposed
                .removalEffects()
                .forEach((channel, effect) -> assertThat(
                                approached.removalEffects().get(channel))
                        .as(channel)
                        .isCloseTo(effect, within(1e-13)));
    }

    @Property(tries = 300)
    void theChainConvertsAsOftenAsItsPaths(
            @ForAll("rows") List<ConversionPath> rows, @ForAll @IntRange(min = 1, max = 3) int order) {
        PathData data = PathData.of(rows);
        double conversions = data.conversions().doubleValue();
        double all = conversions + data.nulls().doubleValue();

        assertThat(MarkovChain.of(data, order).conversionProbability())
                .isCloseTo(all == 0 ? 0 : conversions / all, within(1e-12));
    }

    @Property(tries = 300)
    void creditsAddUpAndDependOnNoOrderOfRows(
            @ForAll("rows") List<ConversionPath> rows,
            @ForAll @IntRange(min = 1, max = 3) int order,
            @ForAll Random random) {
        PathData data = PathData.of(rows);
        List<ConversionPath> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        MarkovChain chain = MarkovChain.of(data, order);
        MarkovChain other = MarkovChain.of(PathData.of(shuffled), order);

        assertThat(Paths.sum(chain.credit().conversions().values())).isEqualByComparingTo(data.conversions());
        assertThat(Paths.sum(chain.credit().value().values())).isEqualByComparingTo(data.value());
        assertThat(other.removalEffects()).isEqualTo(chain.removalEffects());
        assertThat(other.credit()).isEqualTo(chain.credit());
    }

    @Property(tries = 200)
    void aChannelThatNobodyTakesChangesNothing(
            @ForAll("rows") List<ConversionPath> rows, @ForAll @IntRange(min = 1, max = 3) int order) {
        List<ConversionPath> more = new ArrayList<>(rows);
        more.add(Paths.of("Z | 0 | 0 | 0").paths().get(0));

        Map<String, Double> effects = MarkovChain.of(PathData.of(rows), order).removalEffects();
        Map<String, Double> withZ =
                new HashMap<>(MarkovChain.of(PathData.of(more), order).removalEffects());

        assertThat(withZ.remove("Z")).isZero();
        assertThat(withZ).isEqualTo(effects);
    }

    @Provide
    Arbitrary<List<ConversionPath>> rows() {
        return Paths.rows();
    }

    /** The chance to convert from the start: Gauss's elimination with pivots on all states but the removed one. */
    private static double byElimination(List<MarkovChain.Transition> transitions, String removed) {
        List<String> states = transitions.stream()
                .map(MarkovChain.Transition::from)
                .distinct()
                .filter(state -> !state.equals(removed))
                .toList();
        int n = states.size();
        double[][] matrix = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
        }
        for (MarkovChain.Transition transition : transitions) {
            int from = states.indexOf(transition.from());
            int to = states.indexOf(transition.to());
            if (from >= 0 && transition.to().equals(MarkovChain.CONVERSION)) {
                matrix[from][n] += transition.probability();
            } else if (from >= 0 && to >= 0) {
                matrix[from][to] -= transition.probability();
            }
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column; row < n; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            double[] swapped = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swapped;
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : matrix[row][column] / matrix[column][column];
                for (int i = column; i <= n; i++) {
                    matrix[row][i] -= factor * matrix[column][i];
                }
            }
        }
        int start = states.indexOf(MarkovChain.START);
        return start < 0 ? 0 : matrix[start][n] / matrix[start][start];
    }

    /** The naive twin: probability mass walks the chain of tuples until next to nothing is left on the way. */
    private static double byPowerIteration(List<ConversionPath> rows, int order, String removed) {
        Map<List<String>, Map<List<String>, Double>> counts = new HashMap<>();
        for (ConversionPath path : rows) {
            double walkers = path.conversions().add(path.nulls()).doubleValue();
            List<String> state = List.of();
            for (String channel : path.channels()) {
                List<String> next = new ArrayList<>(state);
                next.add(channel);
                next = next.subList(Math.max(0, next.size() - order), next.size());
                counts.computeIfAbsent(state, s -> new HashMap<>()).merge(next, walkers, Double::sum);
                state = next;
            }
            Map<List<String>, Double> last = counts.computeIfAbsent(state, s -> new HashMap<>());
            last.merge(List.of("!"), path.conversions().doubleValue(), Double::sum);
            last.merge(List.of("?"), path.nulls().doubleValue(), Double::sum);
        }
        Map<List<String>, Double> mass = new HashMap<>(Map.of(List.of(), 1.0));
        double converted = 0;
        for (int step = 0;
                step < 100_000 && mass.values().stream().mapToDouble(m -> m).sum() > 1e-13;
                step++) {
            Map<List<String>, Double> next = new HashMap<>();
            for (Map.Entry<List<String>, Double> entry : mass.entrySet()) {
                Map<List<String>, Double> targets = counts.get(entry.getKey());
                double all =
                        targets.values().stream().mapToDouble(count -> count).sum();
                for (Map.Entry<List<String>, Double> target : targets.entrySet()) {
                    double moved = all == 0 ? 0 : entry.getValue() * target.getValue() / all;
                    String latest = target.getKey().get(target.getKey().size() - 1);
                    if (latest.equals("!")) {
                        converted += moved;
                    } else if (!latest.equals("?") && !latest.equals(removed) && moved > 0) {
                        next.merge(target.getKey(), moved, Double::sum);
                    }
                }
            }
            mass = next;
        }
        return converted;
    }

    /** Walks over A and B in which the next touch repeats the one {@code order} touches ago nine times in ten, and one in five is the last. */
    private static PathData walks(int order, Random random) {
        List<ConversionPath> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            List<String> path = new ArrayList<>();
            do {
                boolean isFree = path.size() < order || random.nextInt(10) == 0;
                String repeated = isFree ? null : path.get(path.size() - order);
                path.add(repeated != null ? repeated : random.nextBoolean() ? "A" : "B");
            } while (random.nextInt(5) > 0);
            BigDecimal converts = BigDecimal.valueOf(random.nextInt(2));
            rows.add(ConversionPath.untimed(path, converts, BigDecimal.ZERO, BigDecimal.ONE.subtract(converts)));
        }
        return PathData.of(rows);
    }
}
