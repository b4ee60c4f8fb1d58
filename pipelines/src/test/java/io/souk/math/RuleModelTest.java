package io.souk.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleModelTest {

    private static final RuleSettings PAID_B =
            new RuleSettings(40, 20, 40, Duration.ofDays(7), 1, "direct", Set.of("B"));

    /**
     * The rules as Google Analytics documented them ("About the default MCF attribution models"): for position based,
     * 40% to the first and last interaction each, 20% to those in the middle.
     */
    @ParameterizedTest
    @CsvSource({
        "FIRST_TOUCH, A B C, A=100.000000 B=0.000000 C=0.000000",
        "LAST_TOUCH, A B C, A=0.000000 B=0.000000 C=100.000000",
        "LAST_NON_DIRECT, A B direct direct, A=0.000000 B=100.000000 direct=0.000000",
        "LAST_NON_DIRECT, direct direct, direct=100.000000",
        "LAST_PAID, A B C, A=0.000000 B=100.000000 C=0.000000",
        "LAST_PAID, A C, A=0.000000 C=100.000000",
        "LINEAR, A B C, A=33.333334 B=33.333333 C=33.333333",
        "LINEAR, A B A A, A=75.000000 B=25.000000",
        "POSITION_BASED, A, A=100.000000",
        "POSITION_BASED, A B, A=50.000000 B=50.000000",
        "POSITION_BASED, A B C, A=40.000000 B=20.000000 C=40.000000",
        "POSITION_BASED, A B C D, A=40.000000 B=10.000000 C=10.000000 D=40.000000",
        "TIME_DECAY, A B, A=33.333333 B=66.666667"
    })
    void aHundredConversionsAreDividedByTheRule(RuleModel model, String path, String expected) {
        assertThat(text(model.credit(Paths.of(path + " | 100 | 0 | 3"), PAID_B)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "A B, A=75.000000 B=25.000000",
        "A B C, A=30.000000 B=60.000000 C=10.000000",
        "A B C D, A=30.000000 B=30.000000 C=30.000000 D=10.000000"
    })
    void positionWeightsCanBeChosen(String path, String expected) {
        RuleSettings settings = new RuleSettings(30, 60, 10, Duration.ofDays(7), 1, "direct", Set.of());

        assertThat(text(RuleModel.POSITION_BASED.credit(Paths.of(path + " | 100 | 0 | 0"), settings)))
                .isEqualTo(expected);
    }

    @Test
    void allCanGoToTheMiddle() {
        RuleSettings settings = new RuleSettings(0, 1, 0, Duration.ofDays(7), 1, "direct", Set.of());

        assertThat(text(RuleModel.POSITION_BASED.credit(Paths.of("A B C | 10 | 0 | 0"), settings)))
                .isEqualTo("A=0.000000 B=10.000000 C=0.000000");
        assertThat(text(RuleModel.POSITION_BASED.credit(Paths.of("A B | 10 | 0 | 0"), settings)))
                .isEqualTo("A=5.000000 B=5.000000");
    }

    /** With a half-life of 7 days touches of 14, 7 and 0 days ago weigh 1/4, 1/2 and 1. */
    @Test
    void creditHalvesWithEachHalfLife() {
        long week = Duration.ofDays(7).toSeconds() * 1_000_000;
        PathData data = PathData.of(List.of(new ConversionPath(
                List.of("A", "B", "C"),
                List.of(2 * week, week, 0L),
                new BigDecimal(7),
                new BigDecimal("70.00"),
                BigDecimal.ZERO)));

        Credit credit = RuleModel.TIME_DECAY.credit(data, RuleSettings.DEFAULT);

        assertThat(text(credit)).isEqualTo("A=1.000000 B=2.000000 C=4.000000");
        assertThat(credit.value().get("B")).isEqualByComparingTo("20");
    }

    /** With a half-life of two touches A A B B A weigh 1/4, 0.353553, 1/2, 0.707107 and 1: A has 1.603553 of 2.810660. */
    @Test
    void withoutTimesCreditHalvesWithEachTouchOfTheHalfLife() {
        RuleSettings everyTwo = new RuleSettings(40, 20, 40, Duration.ofDays(7), 2, "direct", Set.of());

        assertThat(text(RuleModel.TIME_DECAY.credit(Paths.of("A B C | 7 | 0 | 0"), RuleSettings.DEFAULT)))
                .isEqualTo("A=1.000000 B=2.000000 C=4.000000");
        assertThat(text(RuleModel.TIME_DECAY.credit(Paths.of("A A B B A | 1 | 0 | 0"), everyTwo)))
                .isEqualTo("A=0.570526 B=0.429474");
    }

    @Property
    void creditsAddUpToTheAmountsInWhateverOrderTheRowsCome(
            @ForAll("rows") List<ConversionPath> rows, @ForAll RuleModel model, @ForAll Random random) {
        PathData data = PathData.of(rows);
        List<ConversionPath> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        Credit credit = model.credit(data, PAID_B);

        assertThat(Paths.sum(credit.conversions().values())).isEqualByComparingTo(data.conversions());
        assertThat(Paths.sum(credit.value().values())).isEqualByComparingTo(data.value());
        assertThat(model.credit(PathData.of(shuffled), PAID_B)).isEqualTo(credit);
    }

    @Property
    void aChannelThatNobodyTakesChangesNothing(@ForAll("rows") List<ConversionPath> rows, @ForAll RuleModel model) {
        List<ConversionPath> more = new ArrayList<>(rows);
        more.add(Paths.of("Z | 0 | 0 | 0").paths().get(0));

        Credit credit = model.credit(PathData.of(rows), PAID_B);
        Map<String, BigDecimal> withZ =
                new TreeMap<>(model.credit(PathData.of(more), PAID_B).conversions());

        assertThat(withZ.remove("Z")).isEqualByComparingTo("0");
        assertThat(withZ).isEqualTo(credit.conversions());
    }

    @Test
    void settingsSayWhatIsWrongWithThem() {
        assertThatThrownBy(() -> new RuleSettings(0, 0, 0, Duration.ofDays(7), 1, "direct", Set.of()))
                .hasMessageContaining("position weights are 0,0,0");
        assertThatThrownBy(() -> new RuleSettings(40, 20, 40, Duration.ZERO, 1, "direct", Set.of()))
                .hasMessageContaining("half-life is PT0S");
        assertThatThrownBy(() -> new RuleSettings(40, 20, 40, Duration.ofDays(7), Double.NaN, "direct", Set.of()))
                .hasMessageContaining("half-life is NaN touches");
    }

    @Provide
    Arbitrary<List<ConversionPath>> rows() {
        return Paths.rows();
    }

    private static String text(Credit credit) {
        return String.join(
                " ",
                credit.conversions().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }
}
