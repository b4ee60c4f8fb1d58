package io.souk.gold.sharing;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.souk.silver.Contributions;
import io.souk.silver.Timelines;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.FunnelSteps;
import io.souk.timeline.SharerSales;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SharersTest {

    private static final Programme PROGRAMME = new Programme(
            "influencer",
            null,
            List.of(
                    new CommissionTier("entry", 0, BigDecimal.ZERO, new BigDecimal("0.05")),
                    new CommissionTier("top", 2, new BigDecimal("9.99"), new BigDecimal("0.1"))),
            new TargetPath(LocalDate.of(2019, 10, 1), 4, LocalDate.of(2019, 11, 30), 8));

    private static final String EVENTS = """
            timeline_id | platform | event_kind | event_key | happened_at         | business_date | gmv_minor | sharer_id | touch_type | channel   | sharer_type
            ann         | jd       | 0          | t1        | 2019-10-09T10:00:00 | 2019-10-09    | -         | mei       | click      | instagram | influencer
            ann         | jd       | 0          | t2        | 2019-10-10T10:00:00 | 2019-10-10    | -         | mei       | exposure   | instagram | influencer
            ann         | jd       | 1          | o1        | 2019-10-11T10:00:00 | 2019-10-11    | 1010      | -         | -          | -         | -
            ann         | jd       | 0          | t3        | 2019-11-02T10:00:00 | 2019-11-02    | -         | mei       | click      | youtube   | influencer
            ann         | jd       | 1          | o2        | 2019-11-03T10:00:00 | 2019-11-03    | 5005      | -         | -          | -         | -
            bob         | jd       | 0          | t4        | 2019-11-04T10:00:00 | 2019-11-04    | -         | leo       | click      | youtube   | influencer
            bob         | jd       | 0          | t5        | 2019-11-05T10:00:00 | 2019-11-05    | -         | -         | click      | youtube   | influencer
            bob         | jd       | 1          | o3        | 2019-11-06T10:00:00 | 2019-11-06    | 700       | -         | -          | -         | -
            """;

    @Test
    void aMonthsTierIsThatOfTheThirtyDaysBefore() {
        assertRows(sharers(EVENTS), """
                activity_month | sharer_id | commission_tier | commission_rate | exposures | reach | orders | repeat_orders | credited_gmv | exposures_30d | credited_net_30d | commission | active_sharers | new_sharers | target_sharers | target_attainment
                2019-10-01     | mei       | entry           | 0.050000        | 2         | 1     | 1      | 0             | 10.10        | 0             | 0.00             | 0.50       | 1              | 1           | -              | -
                2019-10-01     | all       | all             | -               | 2         | 1     | 1      | 0             | 10.10        | 0             | 0.00             | 0.50       | 1              | 1           | 6              | 0.16666666666666666
                2019-11-01     | mei       | top             | 0.100000        | 1         | 1     | 1      | 1             | 50.05        | 2             | 10.10            | 5.00       | 1              | 0           | -              | -
                2019-11-01     | leo       | entry           | 0.050000        | 1         | 1     | 0      | 0             | 0.00         | 0             | 0.00             | 0.00       | 1              | 1           | -              | -
                2019-11-01     | unknown   | none            | -               | 1         | 1     | 1      | 0             | 7.00         | 0             | 0.00             | 0.00       | 0              | 0           | -              | -
                2019-11-01     | all       | all             | -               | 3         | 2     | 2      | 1             | 57.05        | 2             | 10.10            | 5.00       | 2              | 1           | 8              | 0.25
                """);
    }

    @Test
    void aRefundTakesCommissionBackAtTheRateOfTheOrder() {
        Dataset<Row> events = events(EVENTS)
                .withColumn(
                        "reversals",
                        expr("case when event_key = 'o1' then array(named_struct('reversed_at', happened_at, "
                                + "'refund_id', 'r', 'reversal_date', date'2019-11-20', 'amount_minor', 1010L)) "
                                + "else reversals end"));
        assertRows(sharers(events).where("sharer_id = 'mei'"), """
                activity_month | credited_gmv | reversed | credited_net | commission_earned | commission_reversed | commission
                2019-10-01     | 10.10        | 0.00     | 10.10        | 0.50              | 0.00                | 0.50
                2019-11-01     | 50.05        | 10.10    | 39.95        | 5.00              | 0.50                | 4.50
                """);
    }

    @Test
    void onlyMonthsFromTheFirstThatIsAskedForHaveRows() {
        assertRows(
                Sharers.from(contributions(events(EVENTS)), List.of(PROGRAMME), LocalDate.of(2019, 11, 9), "CNY")
                        .where("sharer_id = 'mei'"),
                """
                activity_month | commission_tier | new_sharers
                2019-11-01     | top             | 0
                """);
    }

    @Test
    void theFunnelLeadsFromTouchesToOrders() {
        Dataset<Row> funnel = ShareFunnel.from(contributions(events(EVENTS)), LocalDate.of(2019, 10, 1), "CNY");
        assertRows(
                funnel.groupBy("channel", "sharer_type")
                        .sum("exposures", "clicks", "persons_touched", "orders", "first_orders", "credited_gmv")
                        .toDF(
                                "channel",
                                "sharer_type",
                                "exposures",
                                "clicks",
                                "persons",
                                "orders",
                                "first_orders",
                                "gmv"),
                """
                channel   | sharer_type | exposures | clicks | persons | orders | first_orders | gmv
                instagram | influencer  | 1         | 1      | 1       | 1      | 1            | 10.10
                youtube   | influencer  | 0         | 3      | 2       | 2      | 1            | 57.05
                """);
    }

    private static Dataset<Row> sharers(String lines) {
        return sharers(events(lines));
    }

    private static Dataset<Row> sharers(Dataset<Row> events) {
        return Sharers.from(contributions(events), List.of(PROGRAMME), LocalDate.EPOCH, "CNY");
    }

    private static Dataset<Row> contributions(Dataset<Row> events) {
        return Contributions.from(
                Timelines.from(events, 1),
                () -> List.of(
                        new SharerSales(AttributionRules.DEFAULT, Set.of("influencer")),
                        new FunnelSteps(AttributionRules.DEFAULT)),
                1);
    }

    /** Events of persons who have one account of the same name. */
    private static Dataset<Row> events(String lines) {
        Dataset<Row> events = rows(
                Timelines.EVENT.stream()
                        .filter(column -> !column.name().equals("reversals"))
                        .toList(),
                Map.of(
                        "counts_harmonised", "true",
                        "counts_reported", "true",
                        "is_paid", "true",
                        "partner", "none",
                        "is_own_share", "false",
                        "is_paid_touch", "false"),
                lines);
        return events.withColumn("buyer_id", col("timeline_id"))
                .withColumn("reversals", lit(null).cast(Timelines.REVERSALS.type()))
                .select(Timelines.EVENT.stream().map(column -> column.col()).toArray(Column[]::new));
    }
}
