package io.souk.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.Tables;
import io.souk.notebooks.ExportInfo;
import io.souk.notebooks.ExtractedTable;
import io.souk.notebooks.NotebookExport;
import io.souk.table.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractedTablesTest {

    @TempDir
    Path folder;

    @Test
    void theNotebookFitsTheDeclaredGoldTables() throws IOException, SQLException {
        List<ExtractedTable> tables = ExtractedTables.of(Tables.of(Layer.GOLD));
        for (ExtractedTable table : tables) {
            writeWithoutRows(table);
        }

        NotebookExport.write(
                folder,
                tables,
                new ExportInfo(
                        "run-1",
                        Instant.parse("2019-11-12T03:00:00Z"),
                        LocalDate.of(2019, 1, 1),
                        LocalDate.of(2019, 11, 11),
                        "CNY",
                        tables.stream().collect(Collectors.toMap(ExtractedTable::name, table -> 0L))));

        assertThat(folder.resolve("souk.ipynb")).content().contains("(0 rows)");
        assertThat(folder.resolve("README.md"))
                .content()
                .contains(
                        "| `gmv_paid` | `decimal(28,2)` | reporting currency | List price less seller discount of paid orders |");
    }

    @Test
    void aTableKeepsItsQuestionAndTheOrderOfItsColumns() {
        assertThat(ExtractedTables.of(Tables.ALL).stream().map(ExtractedTable::question))
                .containsExactlyElementsOf(
                        Tables.ALL.stream().map(table -> table.question()).toList());
        assertThat(ExtractedTables.of(Tables.ALL))
                .allSatisfy(table -> assertThat(table.columns().stream().map(column -> column.name()))
                        .containsExactlyElementsOf(declaredNames().apply(table.name())));
    }

    private static Function<String, List<String>> declaredNames() {
        return name -> Tables.ALL.stream()
                .filter(table -> table.name().equals(name))
                .flatMap(table -> table.columns().stream())
                .map(column -> column.name())
                .toList();
    }

    private void writeWithoutRows(ExtractedTable table) throws IOException, SQLException {
        Path file = Files.createDirectories(folder.resolve("parquet").resolve(table.name()))
                .resolve("part-00000.parquet");
        String columns = table.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create table %s (%s)".formatted(table.name(), columns));
            statement.execute("copy %s to '%s' (format parquet)".formatted(table.name(), file));
        }
    }
}
