package io.souk.gold;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.gold.competition.MarketShare;
import io.souk.gold.competition.RankCrossings;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RankCrossingsTest {

    private static final String SHARES = """
            business_date | window_length | platform | buyers | rank_by_buyers | gmv   | rank_by_gmv
            2019-11-01    | 2d            | jd       | 10     | 1              | 10.00 | 1
            2019-11-02    | 2d            | jd       | 10     | 1              | 20.00 | 2
            2019-11-02    | 2d            | tmall    | 8      | 2              | 20.01 | 1
            2019-11-03    | 2d            | jd       | 9      | 1              | 30.00 | 1
            2019-11-03    | 2d            | tmall    | 9      | 1              | 20.00 | 2
            2019-11-04    | 2d            | jd       | 9      | 2              | 30.00 | 1
            2019-11-04    | 2d            | tmall    | 11     | 1              | 30.00 | 1
            2019-11-05    | 2d            | jd       | 9      | 2              | 40.00 | 1
            2019-11-05    | 2d            | tmall    | 11     | 1              | 30.00 | 2
            """;

    @Test
    void whoCatchesUpAndIsThenAheadHasPassed() {
        assertRows(crossings().where("ranked_by = 'buyers'"), """
                business_date | window_length | platform | passed_platform | figure | passed_figure | platform_rank | passed_platform_rank | last_behind_date
                2019-11-04    | 2d            | tmall    | jd              | 11.00  | 9.00          | 1             | 2                    | 2019-11-02
                """);
    }

    @Test
    void thePlatformWhoseDataBeginsPassesNobodyThoughItIsAhead() {
        assertRows(crossings().where("ranked_by = 'gmv'"), """
                business_date | platform | passed_platform | figure | passed_figure | last_behind_date | is_window_complete
                2019-11-03    | jd       | tmall           | 30.00  | 20.00         | 2019-11-02       | false
                """);
    }

    @Test
    void equalsOnEveryDatePassNobody() {
        assertRows(crossings().where("ranked_by = 'orders'"), "business_date | platform");
    }

    private static Dataset<Row> crossings() {
        Dataset<Row> shares = rows(MarketShare.TABLE.columns(), Map.of("orders", "7", "rank_by_orders", "1"), SHARES);
        return RankCrossings.from(shares, OrderLines.history("""
                platform | business_date
                jd       | 2019-10-01
                tmall    | 2019-11-02
                """));
    }
}
