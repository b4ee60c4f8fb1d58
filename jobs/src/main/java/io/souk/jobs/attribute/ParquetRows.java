package io.souk.jobs.attribute;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads Parquet by DuckDB, every value as text; a null is an empty text. */
final class ParquetRows {

    private ParquetRows() {}

    static void read(Path file, InputFile.Reader reader) {
        String literal = "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select columns(*)::varchar from read_parquet([%s])".formatted(literal))) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            reader.header(names);
            for (long number = 1; rows.next(); number++) {
                String[] cells = new String[names.size()];
                for (int i = 0; i < cells.length; i++) {
                    String cell = rows.getString(i + 1);
                    cells[i] = cell == null ? "" : cell;
                }
                reader.row("row " + number, cells);
            }
        } catch (SQLException e) {
            throw new InvalidInputException(
                    file,
                    "it cannot be read as Parquet (%s)."
                            .formatted(e.getMessage().lines().findFirst().orElse("")),
                    "See whether it is whole.");
        }
    }
}
