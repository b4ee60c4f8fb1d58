package io.souk.gold;

import static io.souk.TextTable.assertRows;

import io.souk.gold.competition.BuyerSwitching;
import io.souk.time.DateSpan;
import io.souk.time.Window;
import io.souk.timeline.PlatformSwitching;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BuyerSwitchingTest {

    private static final DateSpan NOVEMBER = new DateSpan(LocalDate.of(2019, 11, 1), LocalDate.of(2019, 11, 30));

    private static final String ORDERS = """
            timeline_id | platform | buyer_id | event_key | happened_at         | business_date | gmv_minor
            ann         | jd       | a1       | o1        | 2019-11-01T10:00:00 | 2019-11-01    | 1000
            ann         | tmall    | a2       | o2        | 2019-11-08T10:00:00 | 2019-11-08    | 7005
            ann         | jd       | a1       | o3        | 2019-11-09T10:00:00 | 2019-11-09    | 7004
            bob         | jd       | b1       | o4        | 2019-11-02T10:00:00 | 2019-11-02    | 3000
            cat         | tmall    | c1       | o5        | 2019-11-14T10:00:00 | 2019-11-14    | 2000
            """;

    private static final String HISTORY = """
            platform | business_date
            jd       | 2019-11-01
            tmall    | 2019-11-02
            """;

    @Test
    void eachPersonIsOnOneWay() {
        assertRows(switching("CNY").where("as_of_date = '2019-11-14'"), """
                window_length | from_platform | to_platform | buyers | gmv_before | gmv_moved
                7d            | jd            | tmall       | 1      | 10.00      | 70.05
                7d            | jd            | none        | 1      | 30.00      | 0.00
                7d            | none          | tmall       | 1      | 0.00       | 20.00
                """);
    }

    @Test
    void thereAreNoRowsWhereTheWindowBeforeIsNotWhollyKnown() {
        assertRows(
                switching("CNY")
                        .groupBy("from_platform", "to_platform")
                        .agg(
                                org.apache.spark.sql.functions.min("as_of_date").as("first"),
                                org.apache.spark.sql.functions.max("as_of_date").as("last")),
                """
                from_platform | to_platform | first      | last
                jd            | tmall       | 2019-11-14 | 2019-11-14
                jd            | none        | 2019-11-14 | 2019-11-22
                none          | tmall       | 2019-11-14 | 2019-11-20
                tmall         | jd          | 2019-11-15 | 2019-11-15
                tmall         | none        | 2019-11-16 | 2019-11-27
                """);
    }

    @Test
    void windowsInWhichAPlatformsDataBeginsAreNotComplete() {
        assertRows(
                switching("CNY").where("to_platform = 'none' and from_platform = 'jd' and as_of_date < '2019-11-16'"),
                """
                as_of_date | is_history_complete
                2019-11-14 | false
                2019-11-15 | true
                """);
    }

    @Test
    void aCurrencyWithoutMinorUnitsKeepsItsAmounts() {
        assertRows(switching("JPY").where("as_of_date = '2019-11-14' and from_platform = 'none'"), """
                gmv_moved
                2000.00
                """);
    }

    private static Dataset<Row> switching(String currency) {
        Dataset<Row> contributions =
                OrderLines.contributions(ORDERS, () -> List.of(new PlatformSwitching(List.of(Window.of("7d")))));
        return BuyerSwitching.from(contributions, OrderLines.history(HISTORY), NOVEMBER, currency);
    }
}
