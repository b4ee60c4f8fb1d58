package io.souk.jobs.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.souk.jobs.lake.PublishedTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares published tables with the figures that a simulation planted. Another engine than the one that made the tables
 * answers the questions: DuckDB, over the very files that are published.
 */
final class PlantedFigures {

    /**
     * What came of the comparison.
     *
     * @param compared how many figures were compared
     * @param differences a sentence for each figure that is not found
     */
    record Comparison(int compared, List<String> differences) {}

    private PlantedFigures() {}

    /**
     * Asks every question of a truth file.
     *
     * @param truth a JSON array of objects with {@code name}, {@code sql} (a query of one figure) and {@code expected}
     */
    static Comparison compare(PublishedTables tables, Path truth) {
        JsonNode questions;
        try {
            questions = new JsonMapper().readTree(truth.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The planted figures %s cannot be read".formatted(truth), e);
        }
        List<String> differences = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            makeViews(tables, questions.toString(), statement);
            for (JsonNode question : questions) {
                BigDecimal expected = new BigDecimal(question.get("expected").asText());
                BigDecimal found = answer(statement, question.get("sql").asText());
                if (found == null || found.compareTo(expected) != 0) {
                    differences.add("  %s: planted %s, found %s"
                            .formatted(question.get("name").asText(), expected, found));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The planted figures cannot be compared: " + e.getMessage(), e);
        }
        return new Comparison(questions.size(), List.copyOf(differences));
    }

    private static void makeViews(PublishedTables tables, String questions, Statement statement) throws SQLException {
        for (String table : tables.publication().versions().keySet()) {
            if (questions.contains("from " + table + " ")) {
                String files = tables.files(table).stream()
                        .map(file -> "'" + Path.of(URI.create(file)).toString().replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "[", "]"));
                statement.execute("create schema if not exists " + table.substring(0, table.indexOf('.')));
                statement.execute("create view %s as select * from read_parquet(%s)".formatted(table, files));
            }
        }
    }

    private static BigDecimal answer(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next() ? found.getBigDecimal(1) : null;
        }
    }
}
