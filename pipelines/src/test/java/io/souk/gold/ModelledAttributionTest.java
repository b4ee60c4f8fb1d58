package io.souk.gold;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.gold.attribution.JourneySteps;
import io.souk.gold.attribution.ModelledAttribution;
import io.souk.silver.Contributions;
import io.souk.silver.Timelines;
import io.souk.time.DateSpan;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.JourneyCounts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ModelledAttributionTest {

    private static final Map<String, String> DEFAULTS = Map.of(
            "is_paid", "true",
            "counts_harmonised", "true",
            "counts_reported", "true",
            "sharer_type", "none",
            "partner", "none",
            "is_own_share", "false",
            "is_paid_touch", "false");

    /** In October two journeys a > b with an order, one of a without, and one direct order; in December one of b. */
    private static final String EVENTS = """
            timeline_id | platform | event_kind | event_key | happened_at         | business_date | gmv_minor | touch_type | channel
            ann         | jd       | 0          | t1        | 2019-10-01T08:00:00 | 2019-10-01    | -         | click      | a
            ann         | jd       | 0          | t2        | 2019-10-02T08:00:00 | 2019-10-02    | -         | click      | b
            ann         | jd       | 1          | o1        | 2019-10-03T08:00:00 | 2019-10-03    | 1001      | -          | -
            bob         | jd       | 0          | t3        | 2019-10-01T08:00:00 | 2019-10-01    | -         | click      | a
            bob         | jd       | 0          | t4        | 2019-10-02T08:00:00 | 2019-10-02    | -         | click      | b
            bob         | jd       | 1          | o2        | 2019-10-03T08:00:00 | 2019-10-03    | 1002      | -          | -
            carl        | jd       | 0          | t5        | 2019-10-20T08:00:00 | 2019-10-20    | -         | click      | a
            dora        | jd       | 1          | o3        | 2019-10-20T08:00:00 | 2019-10-20    | 500       | -          | -
            emma        | tmall    | 0          | t6        | 2019-12-30T08:00:00 | 2019-12-30    | -         | click      | b
            emma        | tmall    | 1          | o4        | 2019-12-31T08:00:00 | 2019-12-31    | 300       | -          | -
            """;

    @Test
    void shapleyDividesEachSetOfChannelsEquallyInEveryPeriod() {
        assertRows(modelled().where("model = 'shapley' and platform <> 'tmall'"), """
                period_start | period_length | platform | channel | credited_orders | credited_gmv | shortened_journeys | is_period_complete
                2019-10-01   | month         | jd       | a       | 1.000000        | 10.02        | 0                  | true
                2019-10-01   | month         | jd       | b       | 1.000000        | 10.01        | 0                  | true
                2019-10-01   | month         | jd       | direct  | 1.000000        | 5.00         | 0                  | true
                2019-10-01   | quarter       | jd       | a       | 1.000000        | 10.02        | 0                  | false
                2019-10-01   | quarter       | jd       | b       | 1.000000        | 10.01        | 0                  | false
                2019-10-01   | quarter       | jd       | direct  | 1.000000        | 5.00         | 0                  | false
                2019-01-01   | year          | jd       | a       | 1.000000        | 10.02        | 0                  | false
                2019-01-01   | year          | jd       | b       | 1.000000        | 10.01        | 0                  | false
                2019-01-01   | year          | jd       | direct  | 1.000000        | 5.00         | 0                  | false
                2019-10-01   | month         | all      | a       | 1.000000        | 10.02        | 0                  | true
                2019-10-01   | month         | all      | b       | 1.000000        | 10.01        | 0                  | true
                2019-10-01   | month         | all      | direct  | 1.000000        | 5.00         | 0                  | true
                2019-12-01   | month         | all      | b       | 1.000000        | 3.00         | 0                  | false
                2019-10-01   | quarter       | all      | a       | 1.000000        | 10.02        | 0                  | false
                2019-10-01   | quarter       | all      | b       | 2.000000        | 13.01        | 0                  | false
                2019-10-01   | quarter       | all      | direct  | 1.000000        | 5.00         | 0                  | false
                2019-01-01   | year          | all      | a       | 1.000000        | 10.02        | 0                  | false
                2019-01-01   | year          | all      | b       | 2.000000        | 13.01        | 0                  | false
                2019-01-01   | year          | all      | direct  | 1.000000        | 5.00         | 0                  | false
                """);
    }

    /** Without a or without b two of three orders are lost, without direct one: effects 2/3, 2/3 and 1/3. */
    @Test
    void markovGoesByWhatIsLostWithoutAChannel() {
        assertRows(
                modelled()
                        .where("model = 'markov_1' and platform = 'jd' and period_length = 'month'")
                        .selectExpr("channel", "credited_orders", "credited_gmv", "round(removal_effect, 6) as effect"),
                """
                channel | credited_orders | credited_gmv | effect
                a       | 1.200000        | 10.01        | 0.666667
                b       | 1.200000        | 10.01        | 0.666667
                direct  | 0.600000        | 5.01         | 0.333333
                """);
    }

    @Test
    void journeysGoStepByStep() {
        assertRows(JourneySteps.from(contributions(), LocalDate.of(2019, 10, 1)), """
                journey_month | platform | step | from_state | to_state     | journeys | business_month
                2019-10-01    | jd       | 1    | (start)    | a            | 3        | 2019-10-01
                2019-10-01    | jd       | 1    | (start)    | direct       | 1        | 2019-10-01
                2019-10-01    | jd       | 2    | a          | b            | 2        | 2019-10-01
                2019-10-01    | jd       | 2    | a          | (null)       | 1        | 2019-10-01
                2019-10-01    | jd       | 2    | direct     | (conversion) | 1        | 2019-10-01
                2019-10-01    | jd       | 3    | b          | (conversion) | 2        | 2019-10-01
                2019-12-01    | tmall    | 1    | (start)    | b            | 1        | 2019-12-01
                2019-12-01    | tmall    | 2    | b          | (conversion) | 1        | 2019-12-01
                """);
        assertRows(JourneySteps.from(contributions(), LocalDate.of(2019, 11, 1)).where("step = 1"), """
                journey_month | journeys
                2019-12-01    | 1
                """);
    }

    private static Dataset<Row> modelled() {
        return ModelledAttribution.from(
                contributions(), new DateSpan(LocalDate.of(2019, 10, 1), LocalDate.of(2019, 12, 30)), "CNY");
    }

    private static Dataset<Row> contributions() {
        return Contributions.from(
                Timelines.from(rows(Timelines.EVENT, DEFAULTS, EVENTS), 1),
                () -> List.of(new JourneyCounts(AttributionRules.DEFAULT)),
                1);
    }
}
