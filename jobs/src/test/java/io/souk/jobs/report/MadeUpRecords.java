package io.souk.jobs.report;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the rows of {@link MadeUpMarket} arrived, and how they were published. One raw record carries markup. */
final class MadeUpRecords {

    static final String HOSTILE_RAW = "4711;</script><img src=x onerror=\"window.harmed=1\">;'\u2028\u2029;\u0000;9,99";

    private MadeUpRecords() {}

    static Publication publication() {
        Map<String, Long> versions = new TreeMap<>(Map.of(
                "gold.active_buyers", 41L,
                "gold.buyer_growth", 41L,
                "gold.gmv", 41L,
                "gold.market_share", 41L,
                "gold.channel_attribution", 41L,
                "silver.orders", 83L,
                "silver.touches", 83L,
                "bronze.ingest_log", 166L,
                "bronze.quarantine", 12L));
        return new Publication(
                41,
                "run-2019-11-11-7f3a",
                Instant.parse("2019-11-12T02:14:09Z"),
                MadeUpMarket.FIRST,
                MadeUpMarket.LAST,
                null,
                "CNY",
                48_211_904,
                "recipe",
                Map.of("test", 1L),
                versions,
                List.of(
                        new AuditResult(
                                "segments_add_up", "Segments add up to the total", true, "1,412,330 rows, 0 differ"),
                        new AuditResult(
                                "bridge_is_exact",
                                "The GMV bridge is exact, line by line",
                                true,
                                "38,221 rows, 0 differ"),
                        new AuditResult(
                                "credit_equals_gmv", "Credit adds up to paid GMV for every model", true, "6 models"),
                        new AuditResult("grain_is_unique", "No table repeats its grain", true, "9 tables")));
    }

    static List<Object[]> ingestLog() {
        Timestamp when = Timestamp.from(Instant.parse("2019-11-12T01:00:00Z"));
        return List.of(
                log("china-export", "orders", "read", 1_204_771, 12, 803, "read", when),
                log("china-export", "orders", "order_events", 4_811_204, 1_733, 9_412, "read", when),
                log("china-export", "profiles", "buyer_profiles", 1_532_118, 44, 0, "read", when),
                log("china-export", "broken.csv.gz", "read", 0, 0, 0, "truncated", when),
                log("shares", "clicks", "read", 2_210_004, 0, 0, "read", when),
                log("shares", "clicks", "share_events", 2_210_004, 219, 12_077, "read", when));
    }

    private static Object[] log(
            String source,
            String file,
            String stage,
            long accepted,
            long bad,
            long twice,
            String status,
            Timestamp when) {
        return new Object[] {
            source,
            7L,
            file,
            "/landing/" + file,
            stage,
            status,
            88_120_331L,
            when,
            accepted + bad + twice,
            accepted,
            bad,
            twice,
            0L,
            when
        };
    }

    static List<Object[]> quarantine() {
        List<Object[]> rows = new ArrayList<>();
        reject(rows, "order_events", "negative_quantity", "88121;taobao;2019-10-30;-2;19.90", 61);
        reject(rows, "order_events", "absurd_date:event_at", "88122;jd;0219-10-30;1;209.00", 14);
        reject(rows, "read", "malformed_row", HOSTILE_RAW, 3);
        reject(rows, "share_events", "missing_required:channel", "{\"share_id\":\"s-9\",\"channel\":null}", 2);
        return rows;
    }

    private static void reject(List<Object[]> rows, String stage, String reason, String raw, int count) {
        for (int i = 0; i < count; i++) {
            rows.add(new Object[] {
                stage.startsWith("share") ? "shares" : "china-export",
                7L,
                "/landing/orders-" + i % 4 + ".csv.gz",
                stage,
                new String[] {reason},
                raw,
                null,
                Timestamp.from(Instant.parse("2019-11-12T01:00:00Z"))
            });
        }
    }
}
