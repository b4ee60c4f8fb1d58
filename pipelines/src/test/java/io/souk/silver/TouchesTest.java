package io.souk.silver;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.bronze.BuyerProfiles;
import io.souk.bronze.Channels;
import io.souk.bronze.Platforms;
import io.souk.bronze.ShareEvents;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TouchesTest {

    @Test
    void aPersonFollowsAnOwnShareByAnyOfTheirAccountsOnThePlatform() {
        assertRows(touches("""
                event_id      | buyer_id | sharer_id | platform
                same account  | mei      | mei       | jd
                other account | mei      | mei-work  | jd
                and back      | mei-work | mei       | jd
                other person  | mei      | li        | jd
                other human   | li       | li-too    | jd
                stranger      | li       | who       | jd
                nobody        | mei      | -         | jd
                elsewhere     | mei      | mei-work  | tmall
                """), """
                touch_id      | person_id | is_own_share
                same account  | Mei       | true
                other account | Mei       | true
                and back      | Mei       | true
                other person  | Mei       | false
                other human   | jd:li     | false
                stranger      | jd:li     | false
                nobody        | Mei       | false
                elsewhere     | tmall:mei | false
                """);
    }

    @Test
    void anAccountThatChangedHandsBelongsToItsLastPerson() {
        assertRows(touches("""
                event_id | buyer_id | sharer_id | platform
                handed   | mei      | handed-on | jd
                kept     | new      | handed-on | jd
                """), """
                touch_id | is_own_share
                handed   | false
                kept     | true
                """);
    }

    private static Dataset<Row> touches(String events) {
        Map<String, String> click = Map.of(
                "event_type", "click",
                "channel", "wechat",
                "occurred_at", "2019-11-11T02:00:00Z");
        Dataset<Row> profiles = rows(BuyerProfiles.CONTRACT.table(), """
                platform | buyer_id  | person_id | valid_from
                jd       | mei       | Mei       | 2019-01-01T00:00:00Z
                jd       | mei-work  | Mei       | 2019-01-01T00:00:00Z
                jd       | handed-on | Mei       | 2019-01-01T00:00:00Z
                jd       | handed-on | New       | 2019-06-01T00:00:00Z
                jd       | new       | New       | 2019-01-01T00:00:00Z
                jd       | li        | -         | 2019-01-01T00:00:00Z
                jd       | li-too    | -         | 2019-01-01T00:00:00Z
                tmall    | mei-work  | Mei       | 2019-01-01T00:00:00Z
                """);
        Dataset<Row> platforms = rows(Platforms.CONTRACT.table(), """
                platform | platform_group | time_zone     | counting_basis
                jd       | jd             | Asia/Shanghai | paid
                tmall    | alibaba        | Asia/Shanghai | paid
                """);
        return Touches.from(
                rows(ShareEvents.CONTRACT.table().columns(), click, events),
                Buyers.from(profiles),
                rows(Channels.CONTRACT.table(), "channel"),
                platforms);
    }
}
