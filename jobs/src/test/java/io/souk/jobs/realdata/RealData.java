package io.souk.jobs.realdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.Souk;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A real export, backfilled by Souk, beside DuckDB reading the same files with queries of its own. */
final class RealData implements AutoCloseable {

    private final Lake lake;
    private final PublishedTables tables;
    private final Connection duckdb;

    private RealData(Lake lake, Connection duckdb) {
        this.lake = lake;
        this.tables = Publications.open(lake);
        this.duckdb = duckdb;
    }

    /** The folder of an export; the tests that need it are run by bin/test-real-data, which names it. */
    static Path folder(String export) {
        String root = System.getProperty("souk.real-data", "");
        assertThat(root)
                .as("Real data is not part of the clone. Run these tests with: bin/test-real-data DIR")
                .isNotEmpty();
        return Path.of(root).resolve(export);
    }

    static RealData backfilled(String mapping, Path input, Path lake) throws SQLException {
        Souk.Outcome outcome = Souk.run(
                "backfill",
                "--source",
                Souk.HOME.resolve("conf/sources").resolve(mapping).toString(),
                "--input",
                input.toString(),
                "--lake",
                lake.toString());
        assertThat(outcome.exitCode()).as(outcome.messages()).isZero();
        return new RealData(
                Lake.open(lake.toString(), Map.of("spark.master", "local[2]")),
                DriverManager.getConnection("jdbc:duckdb:"));
    }

    /** Runs DuckDB statements that prepare tables. */
    void prepare(String... statements) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Both answers must have the same rows; each as text, columns in order. */
    void assertSame(String souk, String duck) throws SQLException {
        List<String> expected = duckdb(duck);
        List<String> found = souk(souk);
        assertThat(expected)
                .as("DuckDB found nothing to compare with: %s", duck)
                .isNotEmpty();
        assertThat(found).hasSameSizeAs(expected).containsExactlyInAnyOrderElementsOf(expected);
    }

    List<String> souk(String sql) {
        var answer = tables.sql(sql);
        return answer
                .select(java.util.Arrays.stream(answer.columns())
                        .map(column -> functions.col(column).cast("string"))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList()
                .stream()
                .map(RealData::text)
                .toList();
    }

    List<String> duckdb(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" | ", cells));
            }
        }
        return rows;
    }

    private static String text(Row row) {
        return java.util.stream.IntStream.range(0, row.length())
                .mapToObj(i -> String.valueOf(row.getString(i)))
                .collect(Collectors.joining(" | "));
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
        lake.close();
    }
}
