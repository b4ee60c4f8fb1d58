package io.souk.gold;

import static io.souk.TextTable.assertRows;

import io.souk.gold.activity.Cohorts;
import io.souk.time.DateSpan;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.BuyerCohorts;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CohortsTest {

    private static final String ORDERS = """
            timeline_id | platform | buyer_id | event_key | happened_at         | business_date | gmv_minor | city_tier
            ann         | jd       | a1       | o1        | 2019-10-01T10:00:00 | 2019-10-01    | 1000      | first
            ann         | jd       | a1       | o2        | 2019-10-09T10:00:00 | 2019-10-09    | 1001      | third
            ann         | tmall    | a2       | o3        | 2019-12-30T10:00:00 | 2019-12-30    | 5000      | third
            bob         | jd       | b1       | o4        | 2019-10-31T10:00:00 | 2019-10-31    | 1000      | first
            bob         | jd       | b1       | o5        | 2019-12-01T10:00:00 | 2019-12-01    | 700       | first
            cat         | jd       | c1       | o6        | 2019-11-15T10:00:00 | 2019-11-15    | 9000      | third
            """;

    private static final String HISTORY = """
            platform | business_date
            jd       | 2019-08-31
            tmall    | 2019-12-30
            """;

    @Test
    void aCohortIsFollowedMonthByMonthAlsoWhereNobodyOrders() {
        assertRows(cohorts("2019-10-01", "2019-12-31").where("platform = 'jd'"), """
                cohort_month | months_since | first_channel | city_tier | cohort_size | buyers | orders | gmv   | gmv_to_date | ltv   | is_month_complete | months_of_history
                2019-10-01   | 0            | direct        | first     | 2           | 2      | 3      | 30.01 | 30.01       | 15.00 | true              | 2
                2019-10-01   | 1            | direct        | first     | 2           | 0      | 0      | 0.00  | 30.01       | 15.00 | true              | 2
                2019-10-01   | 2            | direct        | first     | 2           | 1      | 1      | 7.00  | 37.01       | 18.50 | true              | 2
                2019-11-01   | 0            | direct        | third     | 1           | 1      | 1      | 90.00 | 90.00       | 90.00 | true              | 3
                2019-11-01   | 1            | direct        | third     | 1           | 0      | 0      | 0.00  | 90.00       | 90.00 | true              | 3
                """);
    }

    @Test
    void aPersonHasOneFirstOrderOnAnyPlatform() {
        assertRows(cohorts("2019-10-01", "2019-12-31").where("platform = 'all' and months_since = 2"), """
                cohort_month | city_tier | cohort_size | buyers | orders | gmv   | gmv_to_date
                2019-10-01   | first     | 2           | 2      | 2      | 57.00 | 87.01
                """);
    }

    @Test
    void theSpansMonthsHaveRowsAndTheLastMayBeIncomplete() {
        assertRows(cohorts("2019-12-05", "2019-12-30").where("platform <> 'all'"), """
                platform | cohort_month | months_since | gmv_to_date | is_month_complete
                jd       | 2019-10-01   | 2            | 37.01       | false
                jd       | 2019-11-01   | 1            | 90.00       | false
                tmall    | 2019-12-01   | 0            | 50.00       | false
                """);
    }

    @Test
    void ordersAfterTheSpansLastMonthAreNotSeen() {
        assertRows(cohorts("2019-10-01", "2019-10-31").where("platform = 'all'"), """
                cohort_month | months_since | cohort_size | gmv_to_date
                2019-10-01   | 0            | 2           | 30.01
                """);
    }

    private static Dataset<Row> cohorts(String first, String last) {
        Dataset<Row> contributions =
                OrderLines.contributions(ORDERS, () -> List.of(new BuyerCohorts(AttributionRules.DEFAULT)));
        return Cohorts.from(
                contributions,
                OrderLines.history(HISTORY),
                new DateSpan(LocalDate.parse(first), LocalDate.parse(last)),
                "CNY");
    }
}
