package io.souk.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** All extracts in one DuckDB database file, as tables of the schema {@code gold} that carry their meanings as comments. */
final class DuckDbFile {

    private static final String CATALOG = "extract";

    private DuckDbFile() {}

    /** Writes the database, and puts it in place of an older one once it is whole. */
    static void write(Path file, Extracts extracts) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        extracts.execute("attach %s as %s"
                .formatted(SqlText.literal(draft.toAbsolutePath().toString()), CATALOG));
        try {
            extracts.execute("create schema %s.gold".formatted(CATALOG));
            for (ExtractedTable table : extracts.tables()) {
                writeTable(table, extracts);
            }
        } finally {
            extracts.execute("detach " + CATALOG);
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeTable(ExtractedTable table, Extracts extracts) {
        String name = "%s.gold.%s".formatted(CATALOG, SqlText.identifier(table.name()));
        extracts.execute("create table %s as from %s".formatted(name, SqlText.identifier(table.parquetPattern())));
        extracts.execute("comment on table %s is %s".formatted(name, SqlText.literal(table.question())));
        for (ExtractedColumn column : table.columns()) {
            String unit = column.unit().isEmpty() ? "" : " [" + column.unit() + "]";
            extracts.execute("comment on column %s.%s is %s"
                    .formatted(name, SqlText.identifier(column.name()), SqlText.literal(column.meaning() + unit)));
        }
    }
}
