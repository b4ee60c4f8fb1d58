package io.souk.gold.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CommissionTest {

    private static final int FIRST_MONTH = (int) LocalDate.of(2019, 1, 1).toEpochDay();

    /** An order, and what of it is taken back in which months after its own. */
    private record Order(int month, long gmv, List<Integer> partsPerCent, List<Integer> monthsLater) {

        /** Amounts that never take back more than the order. */
        List<Long> amounts() {
            List<Long> amounts = new ArrayList<>();
            long left = gmv;
            for (int part : partsPerCent) {
                long amount = left * part / 100;
                amounts.add(amount);
                left -= amount;
            }
            return amounts;
        }

        long left() {
            return gmv - amounts().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Property(tries = 500)
    void commissionIsTheRateOfWhatIsLeftOfEachMonthToTheMinorUnit(
            @ForAll("orders") List<Order> orders, @ForAll("rates") BigDecimal rate) {
        long expected = 0;
        for (int month = 0; month < 6; month++) {
            int current = month;
            long left = orders.stream()
                    .filter(order -> order.month() == current)
                    .mapToLong(Order::left)
                    .sum();
            expected += naive(left, rate);
        }
        assertThat(total(orders, rate)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void aFullRefundTakesAllCommissionBack(@ForAll("orders") List<Order> orders, @ForAll("rates") BigDecimal rate) {
        List<Order> refunded = orders.stream()
                .map(order -> {
                    List<Integer> parts = new ArrayList<>(order.partsPerCent());
                    parts.add(100);
                    return new Order(order.month(), order.gmv(), parts, order.monthsLater());
                })
                .toList();
        assertThat(total(refunded, rate)).isZero();
    }

    @Property(tries = 300)
    void aHigherRateNeverPaysLess(
            @ForAll("orders") List<Order> orders, @ForAll("rates") BigDecimal one, @ForAll("rates") BigDecimal other) {
        assertThat(total(orders, one.max(other))).isGreaterThanOrEqualTo(total(orders, one.min(other)));
    }

    @Property(tries = 300)
    void nothingIsGivenBackBeforeItIsEarned(@ForAll("orders") List<Order> orders, @ForAll("rates") BigDecimal rate) {
        long balance = 0;
        for (Commission.Paid paid : commission(orders, rate).byMonth().values()) {
            assertThat(paid.earned()).isNotNegative();
            assertThat(paid.givenBack()).isNotNegative();
            balance += paid.earned() - paid.givenBack();
            assertThat(balance).isNotNegative();
        }
    }

    @Property(tries = 500)
    void moreReachAndMoreSalesNeverMeanALowerTier(
            @ForAll @LongRange(max = 2_000) long exposures,
            @ForAll @LongRange(max = 2_000) long more,
            @ForAll @LongRange(min = -500, max = 2_000) long sales,
            @ForAll @LongRange(max = 2_000) long moreSales) {
        Programme programme = programme();
        CommissionTier tier = programme.tier(exposures, BigDecimal.valueOf(sales));
        CommissionTier higher = programme.tier(exposures + more, BigDecimal.valueOf(sales + moreSales));
        assertThat(higher.rate()).isGreaterThanOrEqualTo(tier.rate());
        assertThat(programme.tiers().indexOf(tier)).isEqualTo((int) programme.tiers().stream()
                .skip(1)
                .filter(one ->
                        exposures >= one.fromExposures() && one.fromSales().longValueExact() <= sales)
                .count());
    }

    @Test
    void whatIsDatedBeforeItsSaleCountsInTheMonthOfTheSale() {
        Commission commission = new Commission();
        commission.sold(31, tier("entry", 0, 0, "0.5"), 100);
        commission.reversed(31, 0, 60);

        assertThat(commission.byMonth()).containsOnlyKeys(31).containsEntry(31, new Commission.Paid(50, 30));
    }

    @Test
    void halfMinorUnitsAreRoundedToEven() {
        assertThat(tier("entry", 0, 0, "0.5").on(5)).isEqualTo(2);
        assertThat(tier("entry", 0, 0, "0.5").on(7)).isEqualTo(4);
    }

    @Test
    void aProgrammeWhoseTiersContradictEachOtherIsRefused() {
        assertThatThrownBy(() -> programme(tier("a", 10, 0, "0.1"))).hasMessageContaining("not everybody reaches");
        assertThatThrownBy(() -> programme(tier("a", 0, 0, "0.1"), tier("a", 1, 0, "0.2")))
                .hasMessageContaining("two tiers named a");
        assertThatThrownBy(() -> programme(tier("a", 0, 0, "0.2"), tier("b", 1, 0, "0.1")))
                .hasMessageContaining("Let rates grow");
        assertThatThrownBy(() -> programme(tier("a", 0, 0, "0.1"), tier("b", 5, 9, "0.2"), tier("c", 6, 8, "0.3")))
                .hasMessageContaining("List the lowest tier first");
        assertThatThrownBy(() -> tier("a", 0, 0, "5")).hasMessageContaining("write 0.05 for 5%");
        assertThatThrownBy(() -> tier("a", 0, 0, "0.0000001")).hasMessageContaining("at most 6 digits");
        assertThatThrownBy(() -> tier("all", 0, 0, "0")).hasMessageContaining("other than all and none");
    }

    @Test
    void aTargetGrowsEveryDayByTheSamePart() {
        TargetPath path = new TargetPath(LocalDate.of(2020, 1, 1), 100_000, LocalDate.of(2023, 1, 1), 1_000_000);

        assertThat(path.on(LocalDate.of(2019, 12, 31))).isEmpty();
        assertThat(path.on(LocalDate.of(2020, 1, 1))).hasValue(100_000);
        assertThat(path.on(LocalDate.of(2021, 7, 2))).hasValue(316_228);
        assertThat(path.on(LocalDate.of(2023, 1, 1))).hasValue(1_000_000);
        assertThat(path.on(LocalDate.of(2025, 1, 1))).hasValue(1_000_000);
    }

    private static Commission commission(List<Order> orders, BigDecimal rate) {
        Commission commission = new Commission();
        for (int month = 0; month < 6; month++) {
            int current = month;
            commission.sold(
                    FIRST_MONTH + month,
                    new CommissionTier("entry", 0, BigDecimal.ZERO, rate),
                    orders.stream()
                            .filter(order -> order.month() == current)
                            .mapToLong(Order::gmv)
                            .sum());
        }
        for (Order order : orders) {
            List<Long> amounts = order.amounts();
            for (int i = 0; i < amounts.size(); i++) {
                int later = order.monthsLater().get(i % order.monthsLater().size());
                commission.reversed(FIRST_MONTH + order.month(), FIRST_MONTH + order.month() + later, amounts.get(i));
            }
        }
        return commission;
    }

    private static long total(List<Order> orders, BigDecimal rate) {
        return commission(orders, rate).byMonth().values().stream()
                .mapToLong(paid -> paid.earned() - paid.givenBack())
                .sum();
    }

    /** Rate times amount in whole numbers: the nearest, of two the even one. */
    private static long naive(long amount, BigDecimal rate) {
        BigInteger million = BigInteger.valueOf(1_000_000);
        BigInteger[] parts = BigInteger.valueOf(amount)
                .multiply(rate.setScale(6, RoundingMode.UNNECESSARY).unscaledValue())
                .divideAndRemainder(million);
        int half = parts[1].shiftLeft(1).compareTo(million);
        boolean isUp = half > 0 || (half == 0 && parts[0].testBit(0));
        return parts[0].longValueExact() + (isUp ? 1 : 0);
    }

    private static CommissionTier tier(String name, long exposures, long sales, String rate) {
        return new CommissionTier(name, exposures, BigDecimal.valueOf(sales), new BigDecimal(rate));
    }

    private static Programme programme(CommissionTier... tiers) {
        return new Programme("influencer", null, List.of(tiers), null);
    }

    private static Programme programme() {
        return programme(tier("a", 0, 0, "0.01"), tier("b", 100, 50, "0.02"), tier("c", 100, 900, "0.05"));
    }

    @Provide
    Arbitrary<List<Order>> orders() {
        Arbitrary<Integer> parts = Arbitraries.of(0, 1, 33, 50, 99, 100);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.longs().between(0, 1_000_000_000_000L),
                        parts.list().ofMaxSize(3),
                        Arbitraries.integers()
                                .between(-1, 7)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(Order::new)
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.integers().between(0, 1_000_000).map(millionths -> BigDecimal.valueOf(millionths, 6));
    }
}
