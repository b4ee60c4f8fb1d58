package io.souk.gold;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.competition.MarketShare;
import io.souk.silver.Contributions;
import io.souk.silver.Timelines;
import io.souk.time.DateSpan;
import io.souk.time.Window;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.Sales;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** From orders to the tables of activity and competition, on a market of a handful of people. */
class GrowthTest {

    private static final DateSpan NOVEMBER = new DateSpan(LocalDate.of(2019, 11, 1), LocalDate.of(2019, 11, 30));

    private static final String ORDERS = """
            timeline_id | platform | buyer_id | event_key | happened_at         | business_date | gmv_minor | city_tier
            ann         | jd       | a1       | o1        | 2019-11-01T10:00:00 | 2019-11-01    | 1000      | first
            ann         | tmall    | a2       | o2        | 2019-11-03T10:00:00 | 2019-11-03    | 5000      | first
            bob         | jd       | b1       | o3        | 2019-11-02T10:00:00 | 2019-11-02    | 1000      | third
            bob         | jd       | b1       | o4        | 2019-11-09T10:00:00 | 2019-11-09    | 1000      | second
            cat         | jd       | c1       | o5        | 2019-11-15T10:00:00 | 2019-11-15    | 1000      | third
            """;

    @Test
    void personsOnAnyPlatformAreCountedOnce() {
        assertRows(activeBuyers("7d").where("as_of_date = '2019-11-07' and segment_kind = 'all'"), """
                platform | active_buyers | is_window_complete
                jd       | 2             | true
                tmall    | 1             | false
                all      | 2             | true
                """);
    }

    @Test
    void aBuyerIsInTheTierOfTheLatestOrderOnly() {
        assertRows(
                activeBuyers("30d")
                        .where("as_of_date = '2019-11-30' and segment_kind = 'city_tier' and platform = 'jd'"),
                """
                segment | active_buyers
                first   | 1
                second  | 1
                third   | 1
                """);
    }

    @Test
    void aFigureThatNeedsEarlierDaysIsNullWithItsReason() {
        assertRows(
                activeBuyers("1d").where("as_of_date = '2019-11-15' and segment_kind = 'all' and platform = 'jd'"),
                """
                active_buyers | growth_yoy | growth_yoy_reason | active_buyers_month_ago | growth_mom_reason
                1             | -          | history_too_short | -                       | history_too_short
                """);
    }

    @Test
    void growthIsToldFromTheWindowBefore() {
        Dataset<Row> growth = BuyerGrowth.from(contributions("7d"), history(), NOVEMBER, "CNY")
                .where(
                        "definition = 'harmonised' and platform = 'jd' and as_of_date in ('2019-11-13', '2019-11-14', '2019-11-16')");
        assertRows(growth, """
                as_of_date | active_buyers | previous_active_buyers | new_buyers | retained_buyers | resurrected_buyers | churned_buyers | quick_ratio | reason
                2019-11-13 | 1             | -                      | -          | -               | -                  | -              | -           | history_too_short
                2019-11-14 | 1             | 2                      | 0          | 1               | 0                  | 1              | 0.0         | -
                2019-11-16 | 1             | 1                      | 1          | 0               | 0                  | 1              | 1.0         | -
                """);
    }

    @Test
    void growthInMoneyIsToldBuyerByBuyer() {
        Dataset<Row> growth = BuyerGrowth.from(contributions("7d"), history(), NOVEMBER, "CNY")
                .where(
                        "definition = 'harmonised' and platform = 'all' and as_of_date in ('2019-11-13', '2019-11-14', '2019-11-16')");
        assertRows(growth, """
                as_of_date | gmv   | previous_gmv | gmv_new | gmv_resurrected | gmv_expansion | gmv_contraction | gmv_churned
                2019-11-13 | 10.00 | -            | -       | -               | -             | -               | -
                2019-11-14 | 10.00 | 70.00        | 0.00    | 0.00            | 0.00          | 0.00            | 60.00
                2019-11-16 | 10.00 | 60.00        | 10.00   | 0.00            | 0.00          | 0.00            | 60.00
                """);
    }

    @Test
    void sharesCompareThePlatformsOfOneWindow() {
        Dataset<Row> shares = MarketShare.from(activeBuyers("7d"), contributions("7d"), List.of("7d"), NOVEMBER, "CNY");
        assertRows(shares.where("business_date = '2019-11-09'"), """
                platform | buyers | orders | gmv   | orders_share | rank_by_buyers | rank_by_gmv | penetration
                jd       | 1      | 1      | 10.00 | 0.5          | 1              | 2           | 0.5
                tmall    | 1      | 1      | 50.00 | 0.5          | 1              | 1           | 0.5
                """);
        assertRows(shares.where("business_date = '2019-11-30'"), """
                platform | buyers | orders | gmv_share | hhi | reason
                jd       | 0      | 0      | -         | -   | no_base
                tmall    | 0      | 0      | -         | -   | no_base
                """);
    }

    private static Dataset<Row> activeBuyers(String window) {
        return ActiveBuyers.from(contributions(window), history(), NOVEMBER).where("definition = 'harmonised'");
    }

    private static Dataset<Row> contributions(String window) {
        Dataset<Row> events = rows(
                Timelines.EVENT,
                Map.of(
                        "event_kind", "1",
                        "counts_harmonised", "true",
                        "counts_reported", "true",
                        "is_paid", "true",
                        "city", "c",
                        "generation", "g",
                        "gender", "f",
                        "country", "CN"),
                ORDERS);
        return Contributions.from(
                Timelines.from(events, 1),
                () -> List.of(new BuyerActivity(List.of(Window.of(window)), List.of("all", "city_tier")), new Sales()),
                1);
    }

    private static Dataset<Row> history() {
        return History.of(contributions("7d"));
    }
}
