package io.souk.jobs.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A DuckDB of its own in this process: empty at first, and forgotten when it is closed. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    /** Takes the rows of a query, one by one. */
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /**
     * Opens one on as many threads as every contestant has.
     *
     * @param spill folder for what does not fit into memory
     */
    static DuckDb open(Path spill) {
        DuckDb duckDb;
        try {
            duckDb = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot be opened: " + e.getMessage(), e);
        }
        // The order of rows in a file means nothing: to keep it would cost memory.
        duckDb.execute("set threads=%d; set temp_directory='%s'; set preserve_insertion_order=false; set TimeZone='UTC'"
                .formatted(Machine.THREADS, escaped(spill.toString())));
        return duckDb;
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB fails: " + e.getMessage(), e);
        }
    }

    /**
     * Executes a script that comes with the benchmark.
     *
     * @param values what stands for each {@code ${name}}
     */
    void script(String name, Map<String, String> values) {
        String script = resource(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            script = script.replace("${" + value.getKey() + "}", escaped(value.getValue()));
        }
        execute(script);
    }

    /** For the inside of a text in single quotes. */
    static String escaped(String text) {
        return text.replace("'", "''");
    }

    private static String resource(String name) {
        try (InputStream in = DuckDb.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script %s cannot be read".formatted(name), e);
        }
    }

    void query(String sql, Taker taker) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                taker.take(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB fails: " + e.getMessage(), e);
        }
    }

    /** Takes rows for a table, faster than inserts would. */
    DuckDBAppender appender(String table) {
        try {
            return connection.unwrap(DuckDBConnection.class).createAppender(table);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB takes no rows for %s: %s".formatted(table, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot be closed: " + e.getMessage(), e);
        }
    }
}
