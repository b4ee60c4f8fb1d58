package io.souk.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ApportionmentTest {

    @Test
    void tiesGoToTheEarliestPart() {
        assertThat(Apportionment.divide(100, new long[] {1, 1, 1})).containsExactly(34, 33, 33);
        assertThat(Apportionment.divide(2, new long[] {1, 1, 1, 1})).containsExactly(1, 1, 0, 0);
    }

    @Test
    void theLargestRemainderComesFirst() {
        // Quotas 1.5, 2.25, 6.25: one unit is left and goes to the largest remainder.
        assertThat(Apportionment.divide(10, new long[] {6, 9, 25})).containsExactly(2, 2, 6);
    }

    @Test
    void withoutAnyWeightAllPartsWeighTheSame() {
        assertThat(Apportionment.divide(5, new long[] {0, 0})).containsExactly(3, 2);
    }

    @Test
    void whatIsTakenBackIsDividedAsWhatWasGiven() {
        assertThat(Apportionment.divide(-100, new long[] {1, 1, 1})).containsExactly(-34, -33, -33);
    }

    @Test
    void thereMustBeAPartAndNoNegativeWeight() {
        assertThatThrownBy(() -> Apportionment.divide(1, new long[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no part to divide 1 over.");
        assertThatThrownBy(() -> Apportionment.divide(1, new long[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A weight is negative: [1, -1]");
    }

    @Property
    void partsAddUpAndStayWithinOneUnitOfTheirQuota(
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long total,
            @ForAll("weights") long[] weights) {
        long[] parts = Apportionment.divide(total, weights);

        assertThat(Arrays.stream(parts).sum()).isEqualTo(total);
        long sum = Arrays.stream(weights).sum();
        for (int i = 0; i < parts.length && sum > 0; i++) {
            BigDecimal quota = BigDecimal.valueOf(total)
                    .multiply(BigDecimal.valueOf(weights[i]))
                    .divide(BigDecimal.valueOf(sum), MathContext.DECIMAL128);
            assertThat(BigDecimal.valueOf(parts[i])).isCloseTo(quota, within(BigDecimal.ONE));
        }
    }

    @Provide
    Arbitrary<long[]> weights() {
        return Arbitraries.longs()
                .between(0, 1_000_000)
                .array(long[].class)
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
