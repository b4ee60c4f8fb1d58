package io.souk.notebooks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Parquet files of a folder, open to DuckDB. Queries name them as the notebook does, relative to the folder
 * ({@code from 'parquet/gmv/*.parquet'}), wherever this process runs and whatever characters the folder's path has.
 */
final class Extracts implements AutoCloseable {

    private final Path folder;
    private final List<ExtractedTable> tables;
    private final Map<String, Long> rowCounts = new LinkedHashMap<>();
    private final Connection duckdb;

    private Extracts(Path folder, List<ExtractedTable> tables, Connection duckdb) {
        this.folder = folder;
        this.tables = tables;
        this.duckdb = duckdb;
    }

    /**
     * Opens the extracts of {@code tables}.
     *
     * @throws ExportException naming every table of which the folder has no Parquet file, and every declared column
     *     that the files lack
     */
    static Extracts open(Path folder, List<ExtractedTable> tables) {
        Map<ExtractedTable, List<Path>> files = new LinkedHashMap<>();
        tables.forEach(table -> files.put(table, parquetFiles(folder, table)));
        String missing = tables.stream()
                .filter(table -> files.get(table).isEmpty())
                .map(ExtractedTable::parquetPattern)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ExportException(
                    "%s has no files %s. A notebook is made from the Parquet files of every table. Write them first, then make the notebook."
                            .formatted(folder, missing));
        }
        Extracts extracts = new Extracts(folder, tables, inMemory());
        try {
            files.forEach(extracts::see);
            return extracts;
        } catch (RuntimeException e) {
            extracts.close();
            throw e;
        }
    }

    List<ExtractedTable> tables() {
        return tables;
    }

    Path folder() {
        return folder;
    }

    /** Rows of each extract, by table name, in the order of the tables. */
    Map<String, Long> rowCounts() {
        return rowCounts;
    }

    /** The table's CSV file, relative to the folder, where there is one. */
    Optional<String> csv(ExtractedTable table) {
        String file = "csv/" + table.name() + ".csv";
        return Files.exists(folder.resolve(file)) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Runs a cell's query.
     *
     * @throws ExportException naming the cell, its SQL and what DuckDB said
     */
    Answer answer(Cell.Query cell) {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(cell.sql())) {
            return Answer.of(result);
        } catch (SQLException e) {
            throw new ExportException(
                    "DuckDB cannot run the cell '%s' over the files below %s: %s%nIts SQL was:%n%s"
                            .formatted(cell.id(), folder, e.getMessage(), cell.sql()),
                    e);
        }
    }

    /** Runs statements that yield nothing to show. */
    void execute(String sql) {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new ExportException("DuckDB cannot run: %s%nIt said: %s".formatted(sql, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            duckdb.close();
        } catch (SQLException e) {
            throw new ExportException("DuckDB does not close: " + e.getMessage(), e);
        }
    }

    private static Connection inMemory() {
        Properties offline = new Properties();
        offline.setProperty("autoinstall_known_extensions", "false");
        try {
            return DriverManager.getConnection("jdbc:duckdb:", offline);
        } catch (SQLException e) {
            throw new ExportException(
                    "DuckDB does not start: %s. Its JDBC driver must be on the class path and fit this machine."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static List<Path> parquetFiles(Path folder, ExtractedTable table) {
        Path ofTable = folder.resolve("parquet").resolve(table.name());
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(ofTable)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(ofTable, "*.parquet")) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw new ExportException("%s cannot be listed: %s".formatted(ofTable, e.getMessage()), e);
            }
        }
        files.sort(null);
        return files;
    }

    /** Gives the files the name that queries use, checks their columns and counts their rows. */
    private void see(ExtractedTable table, List<Path> files) {
        String list = files.stream()
                .map(file -> SqlText.literal(file.toAbsolutePath().toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        String named = SqlText.identifier(table.parquetPattern());
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("create temp view %s as select * from read_parquet(%s)".formatted(named, list));
            Set<String> lacking = new TreeSet<>();
            table.columns().forEach(column -> lacking.add(column.name()));
            try (ResultSet described = statement.executeQuery("describe " + named)) {
                while (described.next()) {
                    lacking.remove(described.getString("column_name"));
                }
            }
            if (!lacking.isEmpty()) {
                throw new ExportException(
                        "The files %s below %s lack the columns %s, which the table declares. Write them again from the table as it is published."
                                .formatted(table.parquetPattern(), folder, String.join(", ", lacking)));
            }
            try (ResultSet counted = statement.executeQuery("select count(*) from " + named)) {
                counted.next();
                rowCounts.put(table.name(), counted.getLong(1));
            }
        } catch (SQLException e) {
            throw new ExportException(
                    "DuckDB cannot read the files %s below %s: %s. Write them again, then make the notebook."
                            .formatted(table.parquetPattern(), folder, e.getMessage()),
                    e);
        }
    }
}
