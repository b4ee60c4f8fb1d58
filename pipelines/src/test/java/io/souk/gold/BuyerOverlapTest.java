package io.souk.gold;

import static io.souk.TextTable.assertRows;

import io.souk.gold.competition.BuyerOverlap;
import io.souk.time.DateSpan;
import io.souk.time.Window;
import io.souk.timeline.PlatformOverlap;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BuyerOverlapTest {

    private static final DateSpan NOVEMBER = new DateSpan(LocalDate.of(2019, 11, 2), LocalDate.of(2019, 11, 30));

    private static final String ORDERS = """
            timeline_id | platform | buyer_id | event_key | happened_at         | business_date | gmv_minor
            ann         | tmall    | a2       | o1        | 2019-11-01T10:00:00 | 2019-11-01    | 5000
            ann         | jd       | a1       | o2        | 2019-11-03T10:00:00 | 2019-11-03    | 1000
            bob         | jd       | b1       | o3        | 2019-11-03T10:00:00 | 2019-11-03    | 1000
            bob         | jd       | b2       | o4        | 2019-11-09T10:00:00 | 2019-11-09    | 1000
            """;

    private static final String HISTORY = """
            platform | business_date
            tmall    | 2019-11-01
            jd       | 2019-11-03
            """;

    @Test
    void eachPersonIsInOneSet() {
        assertRows(overlap().where("as_of_date = '2019-11-07'"), """
                window_length | platform_set | platforms | persons
                7d            | jd+tmall     | 2         | 1
                7d            | jd           | 1         | 1
                """);
    }

    @Test
    void aSetHasRowsWhereSomebodyIsInItAndTheSpanHasTheDate() {
        assertRows(
                overlap()
                        .groupBy("platform_set")
                        .agg(
                                org.apache.spark.sql.functions.min("as_of_date").as("first"),
                                org.apache.spark.sql.functions.max("as_of_date").as("last"),
                                org.apache.spark.sql.functions.count("persons").as("days")),
                """
                platform_set | first      | last       | days
                tmall        | 2019-11-02 | 2019-11-02 | 1
                jd+tmall     | 2019-11-03 | 2019-11-07 | 5
                jd           | 2019-11-03 | 2019-11-15 | 13
                """);
    }

    @Test
    void aWindowInWhichAPlatformsDataBeginsIsNotComplete() {
        assertRows(overlap().where("platform_set = 'jd' and as_of_date in ('2019-11-08', '2019-11-09')"), """
                as_of_date | is_window_complete
                2019-11-08 | false
                2019-11-09 | true
                """);
    }

    private static Dataset<Row> overlap() {
        Dataset<Row> contributions =
                OrderLines.contributions(ORDERS, () -> List.of(new PlatformOverlap(List.of(Window.of("7d")))));
        return BuyerOverlap.from(contributions, OrderLines.history(HISTORY), NOVEMBER);
    }
}
