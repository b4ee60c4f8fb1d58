package io.souk.silver;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

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

class OrdersTest {

    private static final String NOTHING = "platform";
    private static final LocalDate LAST = LocalDate.parse("2019-12-31");

    @Test
    void ofEventsWithOneIdentityTheLatestArrivalHolds() {
        assertRows(orders("""
                platform | order_id | event_type | event_id | occurred_at          | quantity | unit_price | ingest_batch
                jd       | a        | placed     | e1       | 2019-11-11T08:00:00Z | 1        | 10         | 1
                jd       | a        | placed     | e1       | 2019-11-12T08:00:00Z | 1        | 12         | 2
                jd       | a        | paid       | e1       | 2019-11-11T09:00:00Z | -        | -          | 1
                jd       | b        | placed     | e1       | 2019-11-11T08:00:00Z | 1        | 7          | 1
                """).valued(), """
                order_id | business_date | gmv_minor | is_paid
                a        | 2019-11-12    | 1200      | true
                b        | 2019-11-11    | 700       | false
                """);
    }

    @Test
    void whatHappensAfterTheLastDateIsNotSeenYet() {
        Result seen = orders("""
                platform | order_id | event_type | occurred_at          | quantity | unit_price
                jd       | a        | placed     | 2019-12-31T15:00:00Z | 1        | 10
                jd       | a        | paid       | 2019-12-31T16:00:00Z | -        | -
                jd       | b        | placed     | 2019-12-31T16:00:00Z | 1        | 10
                """);
        assertRows(seen.valued(), """
                order_id | is_paid
                a        | false
                """);
        assertRows(seen.rejected().selectExpr("count(*) as rejected"), """
                rejected
                0
                """);
    }

    @Test
    void anOrderIsDatedByItsPlatformsCalendar() {
        assertRows(orders("""
                platform | order_id | event_type | occurred_at          | quantity | unit_price
                jd       | late     | placed     | 2019-11-11T15:59:59Z | 1        | 10
                jd       | next     | placed     | 2019-11-11T16:00:00Z | 1        | 10
                """).valued(), """
                order_id | business_date
                late     | 2019-11-11
                next     | 2019-11-12
                """);
    }

    @Test
    void anOrderWithoutAPlacedEventWasPlacedWhenItWasPaid() {
        assertRows(orders("""
                platform | order_id | event_type | occurred_at          | quantity | unit_price | seller_discount
                jd       | a        | paid       | 2019-11-11T08:00:00Z | 2        | 10.00      | 1.50
                jd       | a        | paid       | 2019-11-11T08:00:00Z | 1        | 5.25       | -
                jd       | b        | placed     | 2019-11-11T08:00:00Z | 1        | 7          | -
                jd       | b        | paid       | 2019-11-11T09:00:00Z | -        | -          | -
                """).valued(), """
                order_id | placed_at           | paid_at             | units | list_minor | seller_discount_minor | gmv_minor
                a        | 2019-11-11 08:00:00 | 2019-11-11 08:00:00 | 3     | 2525       | 150                   | 2375
                b        | 2019-11-11 08:00:00 | 2019-11-11 09:00:00 | 1     | 700        | 0                     | 700
                """);
    }

    @Test
    void anOrderIsRoundedOnceHalfToEvenAndItsLinesAddUpToIt() {
        // Three lines of 0.335 are 1.005: half to even gives 1.00, and the lines share those 100 units.
        assertRows(
                orders("""
                platform | order_id | event_type | occurred_at          | line_id | category | quantity | unit_price
                jd       | a        | placed     | 2019-11-11T08:00:00Z | 1       | tea      | 1        | 0.335
                jd       | a        | placed     | 2019-11-11T08:00:00Z | 2       | tea      | 1        | 0.335
                jd       | a        | placed     | 2019-11-11T08:00:00Z | 3       | cups     | 1        | 0.335
                """)
                        .valued()
                        .selectExpr(
                                "gmv_minor", "transform(lines, line -> concat(line.category, line.gmv_minor)) as parts")
                        .selectExpr("gmv_minor", "array_join(parts, ' ') as parts"),
                """
                gmv_minor | parts
                100       | tea34 tea33 cups33
                """);
    }

    @Test
    void theRateOfTheBusinessDateConvertsOrTheLastOneOfTheSevenDaysBefore() {
        Result orders = orders("""
                platform | order_id | event_type | occurred_at          | currency | quantity | unit_price
                jd       | same     | placed     | 2019-11-04T02:00:00Z | USD      | 1        | 10
                jd       | week     | placed     | 2019-11-11T02:00:00Z | USD      | 1        | 10
                jd       | old      | placed     | 2019-11-12T02:00:00Z | USD      | 1        | 10
                jd       | euro     | placed     | 2019-11-04T02:00:00Z | EUR      | 1        | 10
                """);
        // 10 USD are 10 / 1.1 x 7.7 yuan; 10 EUR are 77 yuan.
        assertRows(orders.valued(), """
                order_id | gmv_minor
                same     | 7000
                week     | 7000
                euro     | 7700
                """);
        assertRows(orders.rejected().selectExpr("order_id", "array_join(reasons, ' ') as reasons"), """
                order_id | reasons
                old      | no_fx_rate
                """);
    }

    @Test
    void anOrderThatCannotBeValuedIsRejectedWithEveryReason() {
        assertRows(orders("""
                platform | order_id | event_type | occurred_at          | currency | quantity | unit_price
                nowhere  | a        | placed     | 2019-11-04T02:00:00Z | CNY      | 1        | 10
                jd       | b        | placed     | 2019-11-04T02:00:00Z | CNY      | 1        | 10
                jd       | b        | placed     | 2019-11-04T02:00:00Z | EUR      | 1        | 10
                jd       | c        | shipped    | 2019-11-04T02:00:00Z | CNY      | -        | -
                """).rejected().selectExpr("order_id", "array_join(reasons, ' ') as reasons"), """
                order_id | reasons
                a        | unknown_platform
                b        | mixed_currencies
                c        | never_placed
                """);
    }

    @Test
    void anOrderWhoseDiscountIsAboveItsPriceIsRejected() {
        Result orders = orders("""
                platform | order_id | event_type | occurred_at          | currency | quantity | unit_price | seller_discount
                jd       | a        | placed     | 2019-11-04T02:00:00Z | CNY      | 1        | 10         | -
                jd       | a        | placed     | 2019-11-04T02:00:00Z | CNY      | -        | -          | 15
                jd       | b        | placed     | 2019-11-04T02:00:00Z | CNY      | 1        | 10         | -
                jd       | b        | placed     | 2019-11-04T02:00:00Z | CNY      | -        | -          | 10
                """);
        assertRows(orders.rejected().selectExpr("order_id", "array_join(reasons, ' ') as reasons"), """
                order_id | reasons
                a        | discount_above_price
                """);
        assertRows(orders.valued(), """
                order_id | gmv_minor
                b        | 0
                """);
    }

    @Test
    void ofSeveralBasesTheOneWithTheYoungestRateConverts() {
        Dataset<Row> rates = Conversion.ratesByDay(rows(FxRates.CONTRACT.table(), """
                        rate_date  | base_currency | currency | rate
                        2019-11-01 | EUR           | CNY      | 7.7
                        2019-11-01 | EUR           | USD      | 1.1
                        2019-11-01 | USD           | CNY      | 7.0
                        2019-11-06 | USD           | CNY      | 6.5
                        """), "CNY");
        assertRows(
                rates.where("rate_currency = 'USD' and rate_day in (date '2019-11-01', date '2019-11-06')")
                        .selectExpr(
                                "rate_day",
                                "cast(rate_from as double) as rate_from",
                                "cast(rate_to as double) as rate_to"),
                """
                rate_day   | rate_from | rate_to
                2019-11-01 | 1.1       | 7.7
                2019-11-06 | 1.0       | 6.5
                """);
    }

    @Test
    void countingOrdersArePaidUnflaggedAndPositiveUnlessThePlatformCountsPlacedOnes() {
        assertRows(orders("""
                platform | order_id | event_type | occurred_at          | quantity | unit_price
                jd       | paid     | placed     | 2019-11-04T02:00:00Z | 1        | 10
                jd       | paid     | paid       | 2019-11-04T02:00:00Z | -        | -
                jd       | unpaid   | placed     | 2019-11-04T02:00:00Z | 1        | 10
                jd       | flagged  | placed     | 2019-11-04T02:00:00Z | 1        | 10
                jd       | flagged  | paid       | 2019-11-04T02:00:00Z | -        | -
                jd       | flagged  | flagged    | 2019-11-05T02:00:00Z | -        | -
                jd       | free     | placed     | 2019-11-04T02:00:00Z | 1        | 0
                jd       | free     | paid       | 2019-11-04T02:00:00Z | -        | -
                pdd      | unpaid   | placed     | 2019-11-04T02:00:00Z | 1        | 10
                """).valued(), """
                platform | order_id | counts_harmonised | counts_reported
                jd       | paid     | true              | true
                jd       | unpaid   | false             | false
                jd       | flagged  | false             | true
                jd       | free     | false             | false
                pdd      | unpaid   | false             | true
                """);
    }

    @Test
    void aBuyerIsDescribedAsOfTheOrderAndBeforeTheFirstDescriptionByTheFirst() {
        Dataset<Row> profiles = rows(BuyerProfiles.CONTRACT.table(), """
                platform | buyer_id | person_id | city     | country | gender | birth_year | valid_from
                jd       | ann      | p1        | shanghai | CN      | female | 1991       | 2019-02-01T00:00:00Z
                jd       | ann      | p1        | yiwu     | CN      | female | 1991       | 2019-06-01T00:00:00Z
                """);
        assertRows(orders("""
                platform | order_id | buyer_id | event_type | occurred_at          | quantity | unit_price
                jd       | before   | ann      | placed     | 2019-01-01T02:00:00Z | 1        | 10
                jd       | first    | ann      | placed     | 2019-05-31T02:00:00Z | 1        | 10
                jd       | moved    | ann      | placed     | 2019-06-01T00:00:00Z | 1        | 10
                jd       | stranger | bob      | placed     | 2019-06-01T00:00:00Z | 1        | 10
                jd       | guest    | -        | placed     | 2019-06-01T00:00:00Z | 1        | 10
                """, profiles).valued(), """
                order_id | person_id | city     | city_tier | generation | gender
                before   | p1        | shanghai | first     | post-90s   | female
                first    | p1        | shanghai | first     | post-90s   | female
                moved    | p1        | yiwu     | second    | post-90s   | female
                stranger | jd:bob    | unknown  | unknown   | unknown    | unknown
                guest    | -         | unknown  | unknown   | unknown    | unknown
                """);
    }

    /** Both tables of the same events. */
    private record Result(Dataset<Row> valued, Dataset<Row> rejected) {}

    private static Result orders(String events) {
        return orders(events, rows(BuyerProfiles.CONTRACT.table(), NOTHING));
    }

    private static Result orders(String text, Dataset<Row> profiles) {
        Dataset<Row> events = rows(OrderEvents.CONTRACT.table().columns(), Map.of("currency", "CNY"), text);
        Dataset<Row> platforms = rows(Platforms.CONTRACT.table(), """
                platform | platform_group | time_zone     | counting_basis
                jd       | jd             | Asia/Shanghai | paid
                pdd      | pdd            | Asia/Shanghai | placed
                """);
        Dataset<Row> tiers = Buyers.tiers(rows(CityTiers.CONTRACT.table(), """
                        country | city     | vintage | tier
                        CN      | shanghai | 2019    | first
                        CN      | yiwu     | 2018    | third
                        CN      | yiwu     | 2019    | second
                        """), OptionalInt.empty());
        Conversion conversion = Conversion.to("CNY", rows(FxRates.CONTRACT.table(), """
                rate_date  | base_currency | currency | rate
                2019-11-04 | EUR           | USD      | 1.1
                2019-11-04 | EUR           | CNY      | 7.7
                """));
        Dataset<Row> settled =
                SettledOrders.from(arrived(events), LAST, Buyers.from(profiles), platforms, tiers, conversion);
        return new Result(Orders.of(settled), RejectedOrders.of(settled));
    }

    /** The events as one batch brought them. */
    static Dataset<Row> arrived(Dataset<Row> events) {
        return events.withColumn("row_hash", concat(lit("hash"), monotonically_increasing_id()))
                .withColumn("ingest_batch", coalesce(col("ingest_batch"), lit(1L)))
                .withColumn("source_file", lit("file"))
                .withColumn("source_row", lit(1L));
    }
}
