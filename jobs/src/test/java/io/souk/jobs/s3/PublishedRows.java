package io.souk.jobs.s3;

import io.souk.Tables;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row that a lake publishes in gold, and how many it has in bronze. */
final class PublishedRows {

    private PublishedRows() {}

    static Map<String, List<String>> of(String root, Map<String, String> sparkSettings) {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Lake lake = Lake.open(root, sparkSettings)) {
            PublishedTables published = Publications.open(lake);
            for (Table table : Tables.of(Layer.GOLD)) {
                rows.put(
                        table.qualifiedName(),
                        published.sql("select * from " + table.qualifiedName()).toJSON().collectAsList().stream()
                                .sorted()
                                .toList());
            }
            for (String table : List.of("bronze.order_events", "bronze.share_events", "bronze.quarantine")) {
                rows.put(
                        table,
                        List.of(String.valueOf(
                                published.sql("select * from " + table).count())));
            }
        }
        return rows;
    }
}
