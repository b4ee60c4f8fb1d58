package io.souk.silver;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.bronze.OrderEvents;
import org.junit.jupiter.api.Test;

class LatestTest {

    @Test
    void aLaterRowOfTheSameIdentityReplacesTheEarlierOne() {
        assertRows(Latest.of(OrderEvents.CONTRACT, rows(OrderEvents.CONTRACT.table(), """
                platform | order_id | event_type | event_id | unit_price | ingest_batch | source_file | source_row | row_hash
                jd       | o1       | placed     | e1       | 10.0000    | 1            | a           | 1          | h1
                jd       | o1       | placed     | e1       | 12.0000    | 2            | a           | 1          | h2
                jd       | o1       | paid       | e1       | 11.0000    | 1            | a           | 1          | h3
                tmall    | o1       | placed     | e1       | 13.0000    | 1            | a           | 1          | h4
                """)), """
                platform | event_type | unit_price
                jd       | placed     | 12.0000
                jd       | paid       | 11.0000
                tmall    | placed     | 13.0000
                """);
    }

    @Test
    void withinABatchTheLaterFileHoldsAndWithinAFileTheLaterRow() {
        assertRows(Latest.of(OrderEvents.CONTRACT, rows(OrderEvents.CONTRACT.table(), """
                platform | order_id | event_type | event_id | unit_price | ingest_batch | source_file | source_row | row_hash
                jd       | o1       | placed     | e1       | 10.0000    | 1            | a           | 9          | h4
                jd       | o1       | placed     | e1       | 11.0000    | 1            | b           | 2          | h3
                jd       | o1       | placed     | e1       | 12.0000    | 1            | b           | 10         | h2
                jd       | o2       | placed     | e1       | 13.0000    | 1            | b           | 11         | h1
                """)), """
                order_id | unit_price
                o1       | 12.0000
                o2       | 13.0000
                """);
    }

    @Test
    void rowsWithoutAnIdentityAllStay() {
        assertRows(Latest.of(OrderEvents.CONTRACT, rows(OrderEvents.CONTRACT.table(), """
                platform | order_id | event_type | event_id | unit_price | ingest_batch | source_file | source_row | row_hash
                jd       | o1       | placed     | -        | 10.0000    | 1            | a           | 1          | h1
                jd       | o1       | placed     | -        | 12.0000    | 2            | a           | 1          | h2
                """)), """
                unit_price
                10.0000
                12.0000
                """);
    }
}
