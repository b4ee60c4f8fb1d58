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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShapleyValuesTest {

    /**
     * By hand: 6 conversions of {A}, 4 of {A, B}, 3 of {A, B, C}. A gets 6 + 4/2 + 3/3, B 4/2 + 3/3, C 3/3; D is on
     * no converting path.
     */
    @Test
    void eachSetIsSharedByItsChannelsEqually() {
        PathData data = Paths.of("""
                A | 6 | 0 | 1
                A B A | 4 | 0 | 0
                C B A | 3 | 0 | 2
                D | 0 | 0 | 5""");

        assertThat(ShapleyValues.ofConversions(data).toString()).isEqualTo("{A=9, B=3, C=1, D=0}");
    }

    /** By hand: v(A) = 1/2, v(B) = 1/4, v(AB) = 1. A: (1/2 + (1 - 1/4)) / 2 = 5/8; B: (1/4 + (1 - 1/2)) / 2 = 3/8. */
    @Test
    void ratesAreSharedByMarginalContributions() {
        PathData data = Paths.of("""
                A | 1 | 0 | 1
                B B | 1 | 0 | 3
                A B | 1 | 0 | 0
                B A | 1 | 0 | 0""");

        assertThat(ShapleyValues.ofRates(data).toString()).isEqualTo("{A=0.625, B=0.375}");
        assertThat(ShapleyValues.creditByRates(data).conversions().toString()).isEqualTo("{A=2.500000, B=1.500000}");
    }

    /** v(A) = v(B) = 1/2 and v(AB) = 0: neither helps, and the game of conversions decides. */
    @Test
    void whereNoRateIsGainedConversionsAreSharedInstead() {
        PathData data = Paths.of("""
                A | 3 | 0 | 3
                B | 1 | 0 | 1
                A B | 0 | 0 | 4""");

        assertThat(ShapleyValues.creditByRates(data).conversions().toString()).isEqualTo("{A=3.000000, B=1.000000}");
    }

    @Test
    void ratesAreOfferedUpToTwentyChannels() {
        List<String> channels = IntStream.range(0, 21).mapToObj(i -> "c" + i).toList();
        PathData data = Paths.of(String.join(" ", channels) + " | 1 | 0 | 1");

        assertThatThrownBy(() -> ShapleyValues.ofRates(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There are 21 channels");
        assertThat(ShapleyValues.ofConversions(data)).hasSize(21);
    }

    @Property
    void bothGamesEqualTheirDefinitionOverAllPermutations(@ForAll("rows") List<ConversionPath> rows) {
        PathData data = PathData.of(rows);
        Set<String> all = data.channels();

        Map<String, Double> conversions = overPermutations(all, set -> sum(data, set::containsAll)[0]);
        Map<String, Double> rates = overPermutations(taken(data), set -> {
            double[] sums = sum(data, set::equals);
            return sums[0] == 0 ? 0 : sums[0] / (sums[0] + sums[1]);
        });

        ShapleyValues.ofConversions(data)
                .forEach((channel, value) ->
                        assertThat(value.doubleValue()).isCloseTo(conversions.get(channel), within(1e-9)));
        ShapleyValues.ofRates(data)
                .forEach((channel, value) ->
                        assertThat(value).isCloseTo(rates.getOrDefault(channel, 0.0), within(1e-12)));
    }

    @Property
    void valuesAreEfficientSymmetricAndNothingForADummy(@ForAll("rows") List<ConversionPath> rows) {
        List<ConversionPath> mirrored = new ArrayList<>(rows);
        mirrored.addAll(Paths.renamed(PathData.of(rows), "A", "B").paths());
        mirrored.add(Paths.of("A B dummy | 0 | 0 | 1").paths().get(0));
        PathData data = PathData.of(mirrored);

        Map<String, BigDecimal> values = ShapleyValues.ofConversions(data);

        assertThat(Paths.sum(values.values()).doubleValue())
                .isCloseTo(data.conversions().doubleValue(), within(1e-9));
        assertThat(values.get("A")).isEqualByComparingTo(values.get("B"));
        assertThat(values.get("dummy")).isEqualByComparingTo("0");
        Map<String, Double> rates = ShapleyValues.ofRates(data);
        assertThat(rates.get("A")).isCloseTo(rates.get("B"), within(1e-12));
        double[] grand = sum(data, taken(data)::equals);
        double grandRate = grand[0] == 0 ? 0 : grand[0] / (grand[0] + grand[1]);
        assertThat(rates.values().stream().mapToDouble(rate -> rate).sum()).isCloseTo(grandRate, within(1e-12));
    }

    @Property
    void aChannelThatNobodyTakesChangesNothing(@ForAll("rows") List<ConversionPath> rows) {
        List<ConversionPath> more = new ArrayList<>(rows);
        more.add(Paths.of("Z | 0 | 0 | 0").paths().get(0));
        PathData data = PathData.of(rows);
        PathData withZ = PathData.of(more);

        Map<String, BigDecimal> conversions = new TreeMap<>(ShapleyValues.ofConversions(withZ));
        Map<String, Double> rates = new TreeMap<>(ShapleyValues.ofRates(withZ));

        assertThat(conversions.remove("Z")).isEqualByComparingTo("0");
        assertThat(conversions).isEqualTo(ShapleyValues.ofConversions(data));
        assertThat(rates.remove("Z")).isZero();
        assertThat(rates).isEqualTo(ShapleyValues.ofRates(data));
        assertThat(withoutZ(ShapleyValues.credit(withZ)))
                .isEqualTo(ShapleyValues.credit(data).conversions());
        assertThat(withoutZ(ShapleyValues.creditByRates(withZ)))
                .isEqualTo(ShapleyValues.creditByRates(data).conversions());
    }

    private static Map<String, BigDecimal> withoutZ(Credit credit) {
        Map<String, BigDecimal> conversions = new TreeMap<>(credit.conversions());
        assertThat(conversions.remove("Z")).isEqualByComparingTo("0");
        return conversions;
    }

    /** Two games added up: each channel earns what it earns in both. */
    @Property
    void whatIsEarnedInTwoGamesAddsUp(
            @ForAll("rows") List<ConversionPath> rows, @ForAll("rows") List<ConversionPath> others) {
        List<ConversionPath> both = new ArrayList<>(rows);
        both.addAll(others);
        Map<String, BigDecimal> sum = new TreeMap<>(ShapleyValues.ofConversions(PathData.of(rows)));
        ShapleyValues.ofConversions(PathData.of(others))
                .forEach((channel, value) -> sum.merge(channel, value, BigDecimal::add));

        ShapleyValues.ofConversions(PathData.of(both))
                .forEach((channel, value) -> assertThat(value.doubleValue())
                        .isCloseTo(sum.get(channel).doubleValue(), within(1e-9)));
    }

    @Property
    void theOrderOfRowsMakesNoDifference(@ForAll("rows") List<ConversionPath> rows, @ForAll Random random) {
        List<ConversionPath> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        assertThat(ShapleyValues.credit(PathData.of(shuffled))).isEqualTo(ShapleyValues.credit(PathData.of(rows)));
        assertThat(ShapleyValues.creditByRates(PathData.of(shuffled)))
                .isEqualTo(ShapleyValues.creditByRates(PathData.of(rows)));
    }

    @Property
    void creditsAddUpToTheAmounts(@ForAll("rows") List<ConversionPath> rows) {
        PathData data = PathData.of(rows);

        for (Credit credit : List.of(ShapleyValues.credit(data), ShapleyValues.creditByRates(data))) {
            assertThat(Paths.sum(credit.conversions().values())).isEqualByComparingTo(data.conversions());
            assertThat(Paths.sum(credit.value().values())).isEqualByComparingTo(data.value());
        }
    }

    @Provide
    Arbitrary<List<ConversionPath>> rows() {
        return Paths.rows();
    }

    /** Channels that somebody took. */
    private static Set<String> taken(PathData data) {
        Set<String> taken = new TreeSet<>();
        data.paths().stream()
                .filter(path -> path.conversions().add(path.nulls()).signum() > 0)
                .forEach(path -> taken.addAll(path.channels()));
        return taken;
    }

    /** Conversions and nulls of the paths whose set of channels is chosen. */
    private static double[] sum(PathData data, Predicate<Set<String>> isChosen) {
        double[] sums = new double[2];
        for (ConversionPath path : data.paths()) {
            if (isChosen.test(new TreeSet<>(path.channels()))) {
                sums[0] += path.conversions().doubleValue();
                sums[1] += path.nulls().doubleValue();
            }
        }
        return sums;
    }

    /** The definition: what each adds when it joins those before it, on average over all orders. */
    private static Map<String, Double> overPermutations(Set<String> channels, ToDoubleFunction<Set<String>> worth) {
        Map<String, Double> sums = new HashMap<>();
        List<List<String>> permutations = permutations(List.copyOf(channels));
        for (List<String> permutation : permutations) {
            Set<String> before = new TreeSet<>();
            for (String channel : permutation) {
                double without = before.isEmpty() ? 0 : worth.applyAsDouble(before);
                before.add(channel);
                sums.merge(channel, worth.applyAsDouble(before) - without, Double::sum);
            }
        }
        return sums.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() / permutations.size()));
    }

    private static List<List<String>> permutations(List<String> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> permutations = new ArrayList<>();
        for (String first : items) {
            List<String> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<String> tail : permutations(rest)) {
                List<String> permutation = new ArrayList<>(List.of(first));
                permutation.addAll(tail);
                permutations.add(permutation);
            }
        }
        return permutations;
    }
}
