package io.souk.silver;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.bronze.OrderEvents;
import org.junit.jupiter.api.Test;

class LatestTest {

    @Test
    void aLaterRowOfTheSameIdentityReplacesTheEarlierOne() {
        assertRows(Latest.of(OrderEvents.CONTRACT, rows(OrderEvents.CONTRACT.table(), """
                platform | order_id | event_type | event_id | unit_price | ingest_batch | source_file | row_hash
                jd       | o1       | placed     | e1       | 10.0000    | 1            | a           | h1
                jd       | o1       | placed     | e1       | 12.0000    | 2            | a           | h2
                jd       | o1       | paid       | e1       | 11.0000    | 1            | a           | h3
                tmall    | o1       | placed     | e1       | 13.0000    | 1            | a           | h4
                """)), """
                platform | event_type | unit_price
                jd       | placed     | 12.0000
                jd       | paid       | 11.0000
                tmall    | placed     | 13.0000
                """);
    }

    @Test
    void rowsWithoutAnIdentityAllStay() {
        assertRows(Latest.of(OrderEvents.CONTRACT, rows(OrderEvents.CONTRACT.table(), """
                platform | order_id | event_type | event_id | unit_price | ingest_batch | source_file | row_hash
                jd       | o1       | placed     | -        | 10.0000    | 1            | a           | h1
                jd       | o1       | placed     | -        | 12.0000    | 2            | a           | h2
                """)), """
                unit_price
                10.0000
                12.0000
                """);
    }
}
