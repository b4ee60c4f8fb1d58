package io.souk.gold;

import static io.souk.TextTable.rows;

import io.souk.silver.Contributions;
import io.souk.silver.Orders;
import io.souk.silver.Timelines;
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
        Dataset<Row> timelines = rows(
                Timelines.TABLE.columns(),
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
        return Contributions.from(timelines, factory);
    }

    /** History of platforms without owners in common: a line for each, with its first business_date. */
    static Dataset<Row> history(String lines) {
        return History.of(
                rows(Orders.TABLE, lines).withColumn("platform_group", org.apache.spark.sql.functions.col("platform")));
    }
}
