package io.souk.silver;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.bronze.BuyerProfiles;
import io.souk.bronze.CityTiers;
import io.souk.bronze.FxRates;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RefundsTest {

    private static final Map<String, String> CNY = Map.of("currency", "CNY", "event_type", "refunded");

    @Test
    void aRefundCountsUpToWhatIsLeftOfItsOrder() {
        assertRefunds("""
                platform | event_id | order_id | occurred_at          | refund_amount
                jd       | r1       | paid     | 2019-11-12T02:00:00Z | 60
                jd       | r2       | paid     | 2019-11-13T02:00:00Z | 60
                jd       | r3       | paid     | 2019-11-14T02:00:00Z | 1
                """, """
                refund_id | refund_date | order_date | refund_minor | counted_minor | excess_minor
                paid/r1   | 2019-11-12  | 2019-11-11 | 6000         | 6000          | 0
                paid/r2   | 2019-11-13  | 2019-11-11 | 6000         | 4000          | 2000
                paid/r3   | 2019-11-14  | 2019-11-11 | 100          | 0             | 100
                """);
    }

    @Test
    void theRefundsOfAnOrderAreValuedTogetherSoThatNothingIsLeftOfIt() {
        // 10 USD are 68.93 yuan, and half of that lies between 34.46 and 34.47.
        assertRefunds("""
                platform | event_id | order_id | occurred_at          | refund_amount | currency
                jd       | r1       | dollars  | 2019-11-12T02:00:00Z | 5             | USD
                jd       | r2       | dollars  | 2019-11-13T02:00:00Z | 5             | USD
                jd       | r3       | dollars  | 2019-11-14T02:00:00Z | 5             | USD
                """, """
                refund_id  | refund_minor | counted_minor | excess_minor
                dollars/r1 | 3446         | 3446          | 0
                dollars/r2 | 3447         | 3447          | 0
                dollars/r3 | 3447         | 0             | 3447
                """);
    }

    @Test
    void refundsOfUnpaidAndCancelledOrdersReduceNothing() {
        assertRefunds("""
                platform | event_id | order_id  | occurred_at          | refund_amount
                jd       | r1       | unpaid    | 2019-11-12T02:00:00Z | 10
                jd       | r2       | cancelled | 2019-11-12T02:00:00Z | 10
                """, """
                refund_id    | counted_minor | excess_minor
                unpaid/r1    | 0             | 1000
                cancelled/r2 | 0             | 1000
                """);
    }

    @Test
    void aRefundOfNoKnownOrderCountsInFullOnItsOwnDate() {
        assertRefunds("""
                platform | event_id | order_id | occurred_at          | refund_amount | country
                jd       | r1       | -        | 2019-11-12T02:00:00Z | 10            | FR
                jd       | r2       | unheard  | 2019-11-12T02:00:00Z | 20            | -
                """, """
                refund_id  | has_order | order_date | counted_minor | country
                r1         | false     | 2019-11-12 | 1000          | FR
                unheard/r2 | false     | 2019-11-12 | 2000          | unknown
                """);
    }

    @Test
    void aRefundThatCannotBeValuedKeepsItsRowAndSaysWhy() {
        assertRefunds("""
                platform | event_id | order_id | occurred_at          | refund_amount | currency
                jd       | r1       | -        | 2019-11-12T02:00:00Z | 10            | EUR
                nowhere  | r2       | -        | 2019-11-12T02:00:00Z | 10            | CNY
                """, """
                refund_id | counted_minor | reason
                r1        | 0             | no_fx_rate
                r2        | 0             | unknown_platform
                """);
    }

    private static void assertRefunds(String refunds, String expected) {
        Dataset<Row> events =
                OrdersTest.arrived(rows(OrderEvents.CONTRACT.table().columns(), CNY, refunds)
                        .unionByName(rows(OrderEvents.CONTRACT.table().columns(), CNY, """
                                platform | event_type | order_id  | occurred_at          | quantity | unit_price | country
                                jd       | placed     | paid      | 2019-11-11T02:00:00Z | 1        | 100        | CN
                                jd       | paid       | paid      | 2019-11-11T03:00:00Z | -        | -          | -
                                jd       | placed     | unpaid    | 2019-11-11T02:00:00Z | 1        | 100        | CN
                                jd       | placed     | cancelled | 2019-11-11T02:00:00Z | 1        | 100        | CN
                                jd       | paid       | cancelled | 2019-11-11T03:00:00Z | -        | -          | -
                                jd       | cancelled  | cancelled | 2019-11-11T04:00:00Z | -        | -          | -
                                """))
                        .unionByName(rows(OrderEvents.CONTRACT.table().columns(), Map.of("currency", "USD"), """
                                platform | event_type | order_id  | occurred_at          | quantity | unit_price
                                jd       | placed     | dollars   | 2019-11-11T02:00:00Z | 1        | 10
                                jd       | paid       | dollars   | 2019-11-11T03:00:00Z | -        | -
                                """)));
        Dataset<Row> platforms = rows(Platforms.CONTRACT.table(), """
                platform | platform_group | time_zone     | counting_basis
                jd       | jd             | Asia/Shanghai | paid
                """);
        Conversion conversion = Conversion.to("CNY", rows(FxRates.CONTRACT.table(), """
                rate_date  | base_currency | currency | rate
                2019-11-11 | USD           | CNY      | 6.893
                """));
        LocalDate last = LocalDate.parse("2019-12-31");
        Dataset<Row> settled = SettledOrders.from(
                events,
                last,
                Buyers.from(rows(BuyerProfiles.CONTRACT.table(), "platform")),
                platforms,
                Buyers.tiers(rows(CityTiers.CONTRACT.table(), "city"), OptionalInt.empty()),
                conversion);
        assertRows(Refunds.from(settled, events, last, platforms, conversion), expected);
    }
}
