package io.souk.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUERY = Pattern.compile("duckdb\\.sql\\(\"\"\"\n(.*)\n\"\"\"\\)", Pattern.DOTALL);

    @TempDir
    Path temporary;

    private GoldFolder folder;

    @BeforeEach
    void writeExtracts() throws IOException, SQLException {
        folder = GoldFolder.write(temporary.resolve("it's a folder, [1]"));
    }

    @Test
    void theNotebookIsValidByItsFormat() throws IOException {
        export();

        JsonNode notebook = notebook();
        assertThat(Nbformat.violations(notebook)).isEmpty();
        assertThat(notebook.at("/metadata/kernelspec/name").asText()).isEqualTo("python3");
        assertThat(notebook.at("/nbformat_minor").asInt()).isEqualTo(5);
    }

    @Test
    void codeCellsAreNumberedAndHaveOneAnswerEach() throws IOException {
        export();

        List<JsonNode> code = codeCells();
        assertThat(code.stream().map(cell -> cell.path("id").asText()))
                .containsExactly(
                        "tables",
                        "active-buyers",
                        "growth-year-on-year",
                        "growth-accounting",
                        "gmv-bridge",
                        "gmv-by-platform",
                        "market-share",
                        "attribution",
                        "buyers-by-tier");
        for (int i = 0; i < code.size(); i++) {
            assertThat(code.get(i).path("execution_count").asInt()).isEqualTo(i + 1);
            assertThat(code.get(i).path("outputs")).hasSize(1);
            assertThat(code.get(i).at("/outputs/0/execution_count").asInt()).isEqualTo(i + 1);
            assertThat(code.get(i).at("/outputs/0/data").properties().stream().map(Map.Entry::getKey))
                    .containsExactly("text/html", "text/plain");
        }
        assertThat(joined(code.get(0).path("source"))).startsWith("import duckdb\n\n");
    }

    @Test
    void everyStoredAnswerIsWhatItsQueryYieldsInTheNotebooksFolder() throws IOException, SQLException {
        folder = GoldFolder.write(temporary.resolve("plain"));
        export();

        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(
                    "set file_search_path = " + SqlText.literal(folder.path().toString()));
            for (JsonNode cell : codeCells()) {
                try (ResultSet result = statement.executeQuery(sql(cell))) {
                    List<List<String>> shown = cellsOfTable(joined(cell.at("/outputs/0/data/text~1html")));
                    assertThat(shown.size() - 1).as(sql(cell)).isPositive();
                    assertThat(shown).as(sql(cell)).isEqualTo(valuesOf(result));
                }
            }
        }
    }

    @Test
    void theAnswersAreThoseOfTheMarket() throws IOException {
        export();

        assertThat(plain("active-buyers")).isEqualTo("""
                platform  window_length  harmonised  reported  is_window_complete
                --------  -------------  ----------  --------  ------------------
                all       12m                   900      NULL  true
                jd        7d                     70      NULL  true
                jd        30d                   120      NULL  true
                jd        12m                   500       550  true
                (4 rows)""");
        assertThat(plain("growth-accounting")).contains("1.6667  NULL               true", "history_too_short  NULL");
        assertThat(plain("gmv-bridge")).isEqualTo("""
                calendar_month  orders_paid               gmv_placed  unpaid                 gmv_paid  cancelled  refunded                  gmv_net  platform_subsidy       gmv_net_of_subsidy  adds_up
                --------------  -----------  -----------------------  ------  -----------------------  ---------  --------  -----------------------  ----------------  -----------------------  -------
                2019-10                   1                   300.00  100.00                   200.00       0.00     50.00                   150.00             10.00                   140.00  true
                2019-11                   2  12345678901234567910.02    0.00  12345678901234567910.02      19.90      0.00  12345678901234567890.12              0.00  12345678901234567890.12  true
                (2 rows)""");
        assertThat(plain("attribution")).contains("wechat", "0.75").doesNotContain("weibo");
        assertThat(plain("buyers-by-tier").lines().skip(2).map(line -> line.replaceAll(" +", " ")))
                .containsExactly("jd first 300 0.6 300 0.0 NULL", "jd third 200 0.4 100 1.0 NULL", "(2 rows)");
    }

    @Test
    void aHostileNameIsShownAndDoesNotAct() throws IOException {
        export();

        String html = joined(codeCell("attribution").at("/outputs/0/data/text~1html"));
        assertThat(html)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;quoted&#39; \\n \\\\ 淘宝 🛒");
        assertThat(plain("attribution")).contains(GoldFolder.HOSTILE);
    }

    @Test
    void aMarketWithoutARowHasANotebookWithoutAnswers() throws IOException, SQLException {
        GoldFolder empty = GoldFolder.write(temporary.resolve("empty"));
        List<ExtractedTable> tables = List.copyOf(empty.tables());
        Map<String, String> columns = Map.of(
                "active_buyers", GoldFolder.ACTIVE_BUYERS,
                "buyer_growth", GoldFolder.BUYER_GROWTH,
                "gmv", GoldFolder.GMV,
                "market_share", GoldFolder.MARKET_SHARE,
                "channel_attribution", GoldFolder.CHANNEL_ATTRIBUTION);
        for (ExtractedTable table : tables) {
            empty.put(table.name(), table.question(), columns.get(table.name()), "");
        }
        NotebookExport.write(empty.path(), tables, empty.info());
        folder = empty;

        assertThat(Nbformat.violations(notebook())).isEmpty();
        assertThat(plain("market-share")).endsWith("(0 rows)");
    }

    @Test
    void theDatabaseHasEveryTableWithItsComments() throws SQLException {
        export();

        try (Connection duckdb = DriverManager.getConnection(
                        "jdbc:duckdb:" + folder.path().resolve("souk.duckdb"));
                Statement statement = duckdb.createStatement()) {
            Map<String, Long> rows = new HashMap<>();
            for (ExtractedTable table : folder.tables()) {
                try (ResultSet counted = statement.executeQuery("select count(*) from gold." + table.name())) {
                    counted.next();
                    rows.put(table.name(), counted.getLong(1));
                }
            }
            assertThat(rows).isEqualTo(folder.info().rowCounts());
            try (ResultSet comments = statement.executeQuery("""
                    select t.comment, c.comment from duckdb_tables() t join duckdb_columns() c using (table_oid)
                    where t.table_name = 'gmv' and c.column_name = 'gmv_paid'""")) {
                assertThat(comments.next()).isTrue();
                assertThat(comments.getString(1)).isEqualTo("What was sold?");
                assertThat(comments.getString(2)).isEqualTo("The gmv_paid");
            }
        }
    }

    @Test
    void thePageListsEveryTableAndColumn() throws IOException {
        export();

        String page = Files.readString(folder.path().resolve("README.md"));
        assertThat(page)
                .contains("run-7", "2018-01-01 to 2019-11-11", "CNY")
                .contains("| [gmv](#gmv) | 3 | What was sold? |")
                .contains("| `gmv_paid` | `decimal(28,2)` |  | The gmv_paid |");
        assertThat(folder.tables()).allSatisfy(table -> assertThat(page).contains("\n## " + table.name() + "\n"));
    }

    @Test
    void theManifestSaysWhichPublicationThisIs() throws IOException {
        export();

        JsonNode manifest = JSON.readTree(Files.readString(folder.path().resolve("manifest.json")));
        assertThat(manifest.path("run_id").asText()).isEqualTo("run-7");
        assertThat(manifest.path("published_at").asText()).isEqualTo("2019-11-12T03:00:00Z");
        assertThat(manifest.path("first_date").asText()).isEqualTo("2018-01-01");
        assertThat(manifest.path("last_date").asText()).isEqualTo("2019-11-11");
        assertThat(manifest.path("reporting_currency").asText()).isEqualTo("CNY");
        assertThat(manifest.at("/tables/2")).isEqualTo(JSON.readTree("""
                {"name":"gmv","row_count":3,"parquet":"parquet/gmv/*.parquet","csv":"csv/gmv.csv"}"""));
    }

    @Test
    void anExportOverAnEarlierOneGivesTheSameFiles() throws IOException {
        export();
        String first = Files.readString(folder.path().resolve("souk.ipynb"));
        export();

        assertThat(Files.readString(folder.path().resolve("souk.ipynb"))).isEqualTo(first);
        try (var files = Files.list(folder.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "parquet", "csv", "souk.ipynb", "souk.duckdb", "README.md", "manifest.json");
        }
    }

    private void export() {
        NotebookExport.write(folder.path(), folder.tables(), folder.info());
    }

    private JsonNode notebook() throws IOException {
        return JSON.readTree(Files.readString(folder.path().resolve("souk.ipynb")));
    }

    private List<JsonNode> codeCells() throws IOException {
        List<JsonNode> cells = new ArrayList<>();
        notebook().path("cells").forEach(cell -> {
            if (cell.path("cell_type").asText().equals("code")) {
                cells.add(cell);
            }
        });
        return cells;
    }

    private JsonNode codeCell(String id) throws IOException {
        return codeCells().stream()
                .filter(cell -> cell.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String plain(String id) throws IOException {
        return joined(codeCell(id).at("/outputs/0/data/text~1plain"));
    }

    private static String sql(JsonNode cell) {
        Matcher query = QUERY.matcher(joined(cell.path("source")));
        assertThat(query.find()).isTrue();
        return query.group(1);
    }

    private static String joined(JsonNode lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    /** The cells of an HTML table, its head first; an emphasised null is null. */
    private static List<List<String>> cellsOfTable(String html) {
        List<List<String>> rows = new ArrayList<>();
        Matcher row = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL).matcher(html);
        while (row.find()) {
            List<String> values = new ArrayList<>();
            Matcher cell =
                    Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL).matcher(row.group(1));
            while (cell.find()) {
                String value = cell.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&");
                values.add(value.equals("<em>null</em>") ? null : value);
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<List<String>> valuesOf(ResultSet result) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        List<String> head = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            head.add(result.getMetaData().getColumnLabel(i));
        }
        rows.add(head);
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                row.add(result.getString(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
