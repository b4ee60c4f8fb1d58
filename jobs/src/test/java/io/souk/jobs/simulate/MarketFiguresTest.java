package io.souk.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The market of 2018 and 2019 at 1:100,000 against what the companies reported, in people and yuan. */
class MarketFiguresTest {

    private static final long SCALE = 100_000;
    private static final Percentage THREE_PERCENT = Percentage.withPercentage(3);
    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    private static final Map<Company, Map<LocalDate, Set<Long>>> BUYERS = new HashMap<>();
    private static final Map<Company, Map<LocalDate, Long>> SALES = new HashMap<>();
    private static final Map<Company, Map<YearMonth, Set<Long>>> USERS = new HashMap<>();
    private static int orders;

    @BeforeAll
    static void simulate() {
        Market market = new Market(SimulationSettings.DEFAULT);
        PriceLevels prices = PriceLevels.of(SimulationSettings.DEFAULT);
        CirclePlans plans = new CirclePlans(market);
        for (long number = 0; number < market.circles(); number++) {
            Circle circle = plans.complete(number, prices);
            for (Order order : circle.orders()) {
                note(order);
            }
            for (Person person : circle.persons) {
                person.accounts.forEach(MarketFiguresTest::noteVisits);
            }
        }
    }

    private static void note(Order order) {
        orders++;
        Company company = order.marketplace.company();
        LocalDate day = LocalDate.ofEpochDay(order.day);
        if (order.isPaid()) {
            SALES.computeIfAbsent(company, key -> new HashMap<>()).merge(day, order.amount(), Long::sum);
            if (order.account != null && !order.isFlagged() && order.amount() > 0) {
                BUYERS.computeIfAbsent(company, key -> new HashMap<>())
                        .computeIfAbsent(day, key -> new HashSet<>())
                        .add(order.account.person.number);
            }
        }
    }

    private static void noteVisits(Account account) {
        for (Visit visit : account.visits) {
            LocalDate day = LocalDate.ofEpochDay(account.marketplace.dayOf(visit.startedAt()));
            USERS.computeIfAbsent(account.marketplace.company(), key -> new HashMap<>())
                    .computeIfAbsent(YearMonth.from(day), key -> new HashSet<>())
                    .add(account.person.number);
        }
    }

    private static double millionBuyers(Company company, String lastDay) {
        LocalDate last = LocalDate.parse(lastDay);
        Set<Long> persons = new HashSet<>();
        for (LocalDate day = last.minusYears(1).plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            persons.addAll(BUYERS.get(company).getOrDefault(day, Set.of()));
        }
        return persons.size() * SCALE / 1e6;
    }

    /** Billions of the company's currency in twelve months. */
    private static double billionGmv(Company company, String lastDay) {
        LocalDate last = LocalDate.parse(lastDay);
        long minorUnits = 0;
        for (LocalDate day = last.minusYears(1).plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            minorUnits += SALES.get(company).getOrDefault(day, 0L);
        }
        return minorUnits / 100.0 * SCALE / 1e9;
    }

    private static double millionUsers(Company company, String... months) {
        double sum = 0;
        for (String month : months) {
            sum += USERS.get(company).get(YearMonth.parse(month)).size() * SCALE / 1e6;
        }
        return sum / months.length;
    }

    @Test
    void pinduoduosBuyersAreThoseItReported() {
        assertThat(millionBuyers(Company.PINDUODUO, "2018-12-31")).isCloseTo(418.5, THREE_PERCENT);
        assertThat(millionBuyers(Company.PINDUODUO, "2019-03-31")).isCloseTo(443.3, THREE_PERCENT);
        assertThat(millionBuyers(Company.PINDUODUO, "2019-06-30")).isCloseTo(483.2, THREE_PERCENT);
        assertThat(millionBuyers(Company.PINDUODUO, "2019-09-30")).isCloseTo(536.3, THREE_PERCENT);
        assertThat(millionBuyers(Company.PINDUODUO, "2019-12-31")).isCloseTo(585.2, THREE_PERCENT);
    }

    @Test
    void alibabasBuyersAreThoseItReported() {
        assertThat(millionBuyers(Company.ALIBABA, "2018-12-31")).isCloseTo(636, THREE_PERCENT);
        assertThat(millionBuyers(Company.ALIBABA, "2019-03-31")).isCloseTo(654, THREE_PERCENT);
        assertThat(millionBuyers(Company.ALIBABA, "2019-06-30")).isCloseTo(674, THREE_PERCENT);
        assertThat(millionBuyers(Company.ALIBABA, "2019-12-31")).isCloseTo(711, THREE_PERCENT);
    }

    @Test
    void jdsBuyersAreThoseItReported() {
        assertThat(millionBuyers(Company.JD, "2019-03-31")).isCloseTo(310.5, THREE_PERCENT);
        assertThat(millionBuyers(Company.JD, "2019-09-30")).isCloseTo(334.4, THREE_PERCENT);
    }

    @Test
    void pinduoduosGmvIsWhatItReported() {
        assertThat(billionGmv(Company.PINDUODUO, "2018-12-31")).isCloseTo(471.6, FIVE_PERCENT);
        assertThat(billionGmv(Company.PINDUODUO, "2019-03-31")).isCloseTo(557.4, FIVE_PERCENT);
        assertThat(billionGmv(Company.PINDUODUO, "2019-06-30")).isCloseTo(709.1, FIVE_PERCENT);
        assertThat(billionGmv(Company.PINDUODUO, "2019-09-30")).isCloseTo(840.2, FIVE_PERCENT);
        assertThat(billionGmv(Company.PINDUODUO, "2019-12-31")).isCloseTo(1006.6, FIVE_PERCENT);
    }

    @Test
    void alibabasGmvLiesOnTheLineBetweenItsReports() {
        assertThat(billionGmv(Company.ALIBABA, "2019-03-31")).isCloseTo(5727, FIVE_PERCENT);
        assertThat(billionGmv(Company.ALIBABA, "2019-12-31")).isCloseTo(5727 + (6589 - 5727) * 0.75, FIVE_PERCENT);
    }

    @Test
    void aliexpressSold94PercentMoreIn2019() {
        double growth = billionGmv(Company.ALIEXPRESS, "2019-12-31") / billionGmv(Company.ALIEXPRESS, "2018-12-31");

        assertThat(growth).isCloseTo(1.94, within(0.05));
    }

    @Test
    void pinduoduosMonthlyUsersAreThoseItReported() {
        assertThat(millionUsers(Company.PINDUODUO, "2018-07", "2018-08", "2018-09"))
                .isCloseTo(231.7, THREE_PERCENT);
        assertThat(millionUsers(Company.PINDUODUO, "2018-10", "2018-11", "2018-12"))
                .isCloseTo(272.6, THREE_PERCENT);
        assertThat(millionUsers(Company.PINDUODUO, "2019-07", "2019-08", "2019-09"))
                .isCloseTo(429.6, THREE_PERCENT);
        assertThat(millionUsers(Company.PINDUODUO, "2019-10", "2019-11", "2019-12"))
                .isCloseTo(481.5, THREE_PERCENT);
    }

    @Test
    void alibabasMonthlyUsersAreThoseItReported() {
        assertThat(millionUsers(Company.ALIBABA, "2018-03")).isCloseTo(617, THREE_PERCENT);
        assertThat(millionUsers(Company.ALIBABA, "2018-06")).isCloseTo(634, THREE_PERCENT);
        assertThat(millionUsers(Company.ALIBABA, "2019-03")).isCloseTo(721, THREE_PERCENT);
    }

    @Test
    void singlesDayIsAlibabasLargestDayAndJuneTheEighteenthIsJds() {
        assertThat(largestDayOf2019(Company.ALIBABA)).isEqualTo(LocalDate.of(2019, 11, 11));
        assertThat(largestDayOf2019(Company.JD)).isEqualTo(LocalDate.of(2019, 6, 18));
    }

    private static LocalDate largestDayOf2019(Company company) {
        Map<LocalDate, Long> sales = SALES.get(company);
        return sales.keySet().stream()
                .filter(day -> day.getYear() == 2019)
                .max(Comparator.comparing(sales::get))
                .orElseThrow();
    }

    @Test
    void aboutAHundredThousandOrdersStandForTheMarket() {
        assertThat(orders).isBetween(90_000, 150_000);
    }
}
