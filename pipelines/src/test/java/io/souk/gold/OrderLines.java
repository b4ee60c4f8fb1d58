package io.souk.gold;

import static io.souk.TextTable.rows;

import io.souk.silver.Contributions;
import io.souk.silver.Timelines;
import io.souk.timeline.Sales;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The orders of a handful of people as text, on their way to gold. */
final class OrderLines {

    private OrderLines() {}

    /**
     * Contributions of paid orders that count by every definition.
     *
     * @param lines at least timeline_id, platform, buyer_id, event_key, happened_at, business_date and gmv_minor
     */
    static Dataset<Row> contributions(String lines, Contributions.Factory factory) {
        Dataset<Row> events = rows(
                Timelines.EVENT,
                Map.of(
                        "event_kind", "1",
                        "counts_harmonised", "true",
                        "counts_reported", "true",
                        "is_paid", "true",
                        "city_tier", "first",
                        "city", "c",
                        "generation", "g",
                        "gender", "f",
                        "country", "CN"),
                lines);
        return Contributions.from(Timelines.from(events, 1), factory, 1);
    }

    /** History of platforms without owners in common: a line for each, with its first business_date. */
    static Dataset<Row> history(String lines) {
        Map<String, String> order = Map.of(
                "timeline_id", "somebody",
                "event_kind", "1",
                "event_key", "first",
                "happened_at", "2019-01-01T00:00:00",
                "counts_harmonised", "true",
                "counts_reported", "true",
                "is_paid", "true",
                "gmv_minor", "1");
        return History.of(Contributions.from(
                Timelines.from(rows(Timelines.EVENT, order, lines), 1), () -> List.of(new Sales()), 1));
    }
}
