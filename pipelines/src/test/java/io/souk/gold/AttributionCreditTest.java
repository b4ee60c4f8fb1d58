package io.souk.gold;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.gold.attribution.AttributionCredit;
import io.souk.silver.Refunds;
import io.souk.silver.Timelines;
import io.souk.timeline.AttributionRules;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class AttributionCreditTest {

    private static final Map<String, String> DEFAULTS = Map.of(
            "platform", "jd",
            "is_paid", "true",
            "counts_harmonised", "true",
            "counts_reported", "true",
            "partner", "none",
            "is_own_share", "false",
            "is_paid_touch", "false");

    private static final String EVENTS = """
            timeline_id | event_kind | event_key | happened_at         | business_date | gmv_minor | touch_type | channel | sharer_type | sharer_id
            ann         | 0          | t1        | 2019-11-01T08:00:00 | 2019-11-01    | -         | click      | wechat  | friend      | bob
            ann         | 0          | t2        | 2019-11-02T08:00:00 | 2019-11-02    | -         | review     | weibo   | none        | -
            ann         | 1          | o1        | 2019-11-03T08:00:00 | 2019-11-03    | 1001      | -          | -       | -           | -
            carl        | 1          | o2        | 2019-11-03T09:00:00 | 2019-11-03    | 500       | -          | -       | -           | -
            """;

    @Test
    void eachTouchHasItsPartOfEachOrder() {
        Dataset<Row> ledger = AttributionCredit.from(timelines(EVENTS), refunds("""
                platform | refund_id | has_order | refund_date | counted_minor
                jd       | r1        | false     | 2019-12-24  | 30
                jd       | r2        | true      | 2019-12-24  | 40"""), AttributionRules.DEFAULT);

        assertRows(ledger.where("model = 'linear'"), """
                business_date | order_id | touch_type   | touch_id | entry  | channel      | sharer | sharer_type | credited_millionths | credited_amount | business_month
                2019-11-03    | o1       | click        | t1       | credit | wechat       | bob    | friend      | 500000              | 501             | 2019-11-01
                2019-11-03    | o1       | review       | t2       | credit | weibo        | -      | none        | 500000              | 500             | 2019-11-01
                2019-11-03    | o2       | none         | none     | credit | direct       | -      | none        | 1000000             | 500             | 2019-11-01
                2019-12-24    | none     | unattributed | none     | refund | unattributed | -      | none        | 0                   | -30             | 2019-12-01
                """);
        assertRows(ledger.where("model = 'last_touch'"), """
                order_id | touch_id | credited_amount
                o1       | t2       | 1001
                o2       | none     | 500
                none     | none     | -30
                """);
    }

    @Test
    void onlyOrdersWhoseCreditHasChangedComeAndGo() {
        String laterTouch = EVENTS
                + "carl | 0 | t3 | 2019-11-03T08:59:00 | 2019-11-03 | - | click | wechat | friend | bob\n"
                + "dora | 1 | o3 | 2019-11-04T08:59:00 | 2019-11-04 | 70 | - | - | - | -\n";

        Dataset<Row> changed =
                AttributionCredit.changed(timelines(EVENTS), timelines(laterTouch), AttributionRules.DEFAULT);

        assertRows(changed.where("model = 'last_touch'"), """
                order_id | touch_id | credited_amount | has_come
                o2       | none     | 500             | false
                o2       | t3       | 500             | true
                o3       | none     | 70              | true
                """);
    }

    @Test
    void anOrderThatIsGoneTakesItsEntriesWithIt() {
        Dataset<Row> changed = AttributionCredit.changed(
                timelines(EVENTS),
                timelines(EVENTS).where(functions.col("timeline_id").equalTo("carl")),
                AttributionRules.DEFAULT);

        assertRows(changed.where("model = 'linear'"), """
                order_id | touch_id | credited_amount | has_come
                o1       | t1       | 501             | false
                o1       | t2       | 500             | false
                """);
    }

    private static Dataset<Row> timelines(String lines) {
        return Timelines.from(rows(Timelines.EVENT, DEFAULTS, lines), 1);
    }

    private static Dataset<Row> refunds(String lines) {
        return rows(Refunds.TABLE, lines);
    }
}
