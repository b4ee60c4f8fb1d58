package io.souk.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder of extracts as the export writes them before the notebook: a small market, with two platforms. */
final class GoldFolder {

    /** A name that does harm where it is not escaped. */
    static final String HOSTILE = "<script>alert(\"x\")</script> & 'quoted' \\n \\\\ \u6dd8\u5b9d \ud83d\uded2";

    private final Path path;
    private final List<ExtractedTable> tables = new ArrayList<>();
    private final Map<String, Long> rowCounts = new HashMap<>();

    private GoldFolder(Path path) {
        this.path = path;
    }

    /** The five tables that the notebook asks, with a few rows each. */
    static GoldFolder write(Path path) throws IOException, SQLException {
        GoldFolder folder = new GoldFolder(path);
        folder.put("active_buyers", "How many buyers were active?", ACTIVE_BUYERS, """
                ('2019-11-11', 'all', 'harmonised', '12m', 'all', 'all', 900, true, 600, 0.5, null),
                ('2019-11-11', 'jd', 'harmonised', '12m', 'all', 'all', 500, true, 400, 0.25, null),
                ('2019-11-11', 'jd', 'reported', '12m', 'all', 'all', 550, true, null, null, 'no_base'),
                ('2019-11-11', 'jd', 'harmonised', '7d', 'all', 'all', 70, true, 0, null, 'no_base'),
                ('2019-11-11', 'jd', 'harmonised', '30d', 'all', 'all', 120, true, null, null, 'history_too_short'),
                ('2019-11-11', 'jd', 'harmonised', '12m', 'city_tier', 'third', 200, true, 100, 1.0, null),
                ('2019-11-11', 'jd', 'harmonised', '12m', 'city_tier', 'first', 300, true, 300, 0.0, null),
                ('2018-11-11', 'jd', 'harmonised', '12m', 'all', 'all', 400, true, null, null, 'history_too_short')""");
        folder.put("buyer_growth", "Where did the growth come from?", BUYER_GROWTH, """
                ('2019-11-11', 'jd', 'harmonised', '30d', 120, 100, 40, 70, 10, 30, 1.6666666666666667, null),
                ('2019-11-11', 'jd', 'harmonised', '12m', 500, null, null, null, null, null, null, 'history_too_short')""");
        folder.put("gmv", "What was sold?", GMV, """
                ('2019-10-31', 'jd', 'none', 'CN', 'first', 'books', 2, 1, 0, 0, 3, 300.00, 100.00, 200.00, 0, 50.00, 0, 150.00, 10.00, 140.00),
                ('2019-11-11', 'jd', 'none', 'CN', 'first', 'books', 1, 1, 0, 0, 1, 12345678901234567890.12, 0, 12345678901234567890.12, 0, 0, 0, 12345678901234567890.12, 0, 12345678901234567890.12),
                ('2019-11-11', 'pinduoduo', 'none', 'CN', 'third', 'fruit', 1, 1, 1, 0, 9, 19.90, 0, 19.90, 19.90, 0, 0, 0, 0, 0)""");
        folder.put("market_share", "Who leads?", MARKET_SHARE, """
                ('2019-11-11', '12m', 'jd', 500, 900, 7500.00, 0.625, 0.5556, 0.6, 0.75, 1, 1, 1, 6250.0, null),
                ('2019-11-11', '12m', 'pinduoduo', 300, 600, 2500.00, 0.375, 0.3333, 0.4, 0.25, 2, 2, 2, 6250.0, null)""");
        folder.put("channel_attribution", "Which channels earned the sales?", CHANNEL_ATTRIBUTION, """
                ('2019-11-11', 'jd', 'last_touch', 'wechat', 'friend', 'none', 1.500000, 75.00, 5.00, 70.00),
                ('2019-11-11', 'jd', 'last_touch', %s, 'influencer', 'none', 0.500000, 25.00, 0, 25.00),
                ('2019-10-12', 'jd', 'last_touch', 'weibo', 'friend', 'none', 9.000000, 99.00, 0, 99.00)""".formatted(
                        SqlText.literal(HOSTILE)));
        return folder;
    }

    /** Writes one more table: its Parquet file, and its CSV file. */
    void put(String name, String question, String columns, String rows) throws IOException, SQLException {
        List<ExtractedColumn> described = new ArrayList<>();
        for (String column : columns.strip().split(",\\s*(?![0-9])")) {
            String[] nameAndType = column.split(" ", 2);
            described.add(new ExtractedColumn(nameAndType[0], nameAndType[1], "", "The " + nameAndType[0]));
        }
        tables.add(new ExtractedTable(name, question, described));
        Path parquet = Files.createDirectories(path.resolve("parquet").resolve(name));
        Path csv = Files.createDirectories(path.resolve("csv"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create table %s (%s)".formatted(name, columns));
            if (!rows.isEmpty()) {
                statement.execute("insert into %s values %s".formatted(name, rows));
            }
            statement.execute("copy %s to %s (format parquet)"
                    .formatted(
                            name,
                            SqlText.literal(
                                    parquet.resolve("part-00000.parquet").toString())));
            statement.execute("copy %s to %s (format csv, header)"
                    .formatted(name, SqlText.literal(csv.resolve(name + ".csv").toString())));
            try (ResultSet counted = statement.executeQuery("select count(*) from " + name)) {
                counted.next();
                rowCounts.put(name, counted.getLong(1));
            }
        }
    }

    Path path() {
        return path;
    }

    List<ExtractedTable> tables() {
        return tables;
    }

    ExportInfo info() {
        return new ExportInfo(
                "run-7",
                Instant.parse("2019-11-12T03:00:00Z"),
                LocalDate.of(2018, 1, 1),
                LocalDate.of(2019, 11, 11),
                "CNY",
                rowCounts);
    }

    static final String ACTIVE_BUYERS = """
            as_of_date date, platform varchar, definition varchar, window_length varchar, segment_kind varchar,
            segment varchar, active_buyers bigint, is_window_complete boolean, active_buyers_year_ago bigint,
            growth_yoy double, growth_yoy_reason varchar""";
    static final String BUYER_GROWTH = """
            as_of_date date, platform varchar, definition varchar, window_length varchar, active_buyers bigint,
            previous_active_buyers bigint, new_buyers bigint, retained_buyers bigint, resurrected_buyers bigint,
            churned_buyers bigint, quick_ratio double, reason varchar""";
    static final String GMV = """
            business_date date, platform varchar, storefront varchar, country varchar, city_tier varchar,
            category varchar, orders_placed bigint, orders_paid bigint, guest_orders bigint, flagged_orders bigint,
            units bigint, gmv_placed decimal(28,2), unpaid decimal(28,2), gmv_paid decimal(28,2),
            cancelled decimal(28,2), refunded_by_order_date decimal(28,2), refunded_by_refund_date decimal(28,2),
            gmv_net decimal(28,2), platform_subsidy decimal(28,2), gmv_net_of_subsidy decimal(28,2)""";
    static final String MARKET_SHARE = """
            business_date date, window_length varchar, platform varchar, buyers bigint, orders bigint,
            gmv decimal(28,2), buyers_share double, penetration double, orders_share double, gmv_share double,
            rank_by_buyers integer, rank_by_orders integer, rank_by_gmv integer, hhi double, reason varchar""";
    static final String CHANNEL_ATTRIBUTION = """
            business_date date, platform varchar, model varchar, channel varchar, sharer_type varchar,
            partner varchar, credited_orders decimal(20,6), credited_gmv decimal(28,2), reversed decimal(28,2),
            credited_net decimal(28,2)""";
}
