package io.souk.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes, from a folder of plain extracts alone, what an analyst opens first:
 *
 * <ul>
 *   <li>{@code souk.ipynb}: a notebook that queries the Parquet files through DuckDB, with the answers stored in it;
 *   <li>{@code souk.duckdb}: one database file with every table in the schema {@code gold}, comments included;
 *   <li>{@code README.md}: tables and columns with types, units and meanings;
 *   <li>{@code manifest.json}: which publication this is, and how many rows each table has. It is written last, so a
 *       folder with a manifest is whole.
 * </ul>
 */
public final class NotebookExport {

    /** The tables that the notebook asks. */
    static final Set<String> ASKED =
            Set.of("active_buyers", "buyer_growth", "gmv", "market_share", "channel_attribution");

    private static final String MANIFEST = "manifest.json";

    private NotebookExport() {}

    /**
     * Writes the four files into {@code folder}, over those of an earlier export.
     *
     * @param folder holds {@code parquet/NAME/*.parquet} for each of {@code tables}
     * @throws ExportException where a table, its files, its columns or some of its rows are missing, or where DuckDB
     *     cannot run a cell; the folder then has no manifest
     */
    public static void write(Path folder, List<ExtractedTable> tables, ExportInfo info) {
        requireAsked(folder, tables);
        try {
            Files.deleteIfExists(folder.resolve(MANIFEST));
            try (Extracts extracts = Extracts.open(folder, tables)) {
                requireRowCounts(extracts, info);
                List<Cell> cells = MarketNotebook.cells(tables, info);
                replace(folder.resolve("souk.ipynb"), Notebook.json(cells, answers(cells, extracts)));
                DuckDbFile.write(folder.resolve("souk.duckdb"), extracts);
                replace(folder.resolve("README.md"), ReadmePage.markdown(extracts, info));
                replace(folder.resolve(MANIFEST), Manifest.json(extracts, info));
            }
        } catch (IOException e) {
            throw new ExportException(
                    "%s cannot be written: %s. Check that the folder exists, that it may be written and that the disk has room."
                            .formatted(folder, e),
                    e);
        }
    }

    private static Map<String, Answer> answers(List<Cell> cells, Extracts extracts) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Cell cell : cells) {
            if (cell instanceof Cell.Query query) {
                answers.put(query.id(), extracts.answer(query));
            }
        }
        return answers;
    }

    private static void requireAsked(Path folder, List<ExtractedTable> tables) {
        Set<String> missing = new TreeSet<>(ASKED);
        tables.forEach(table -> missing.remove(table.name()));
        if (!missing.isEmpty()) {
            throw new ExportException(
                    "The export to %s lacks the tables %s, which the notebook asks. Export every published gold table."
                            .formatted(folder, String.join(", ", missing)));
        }
    }

    private static void requireRowCounts(Extracts extracts, ExportInfo info) {
        String wrong = extracts.rowCounts().entrySet().stream()
                .filter(found -> !found.getValue().equals(info.rowCounts().get(found.getKey())))
                .map(found -> "%s (published: %s, in the files: %d)"
                        .formatted(found.getKey(), info.rowCounts().get(found.getKey()), found.getValue()))
                .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new ExportException(
                    "The extracts below %s are not the publication: rows differ for %s. Files of an earlier export may lie among them. Export into an empty folder."
                            .formatted(extracts.folder(), wrong));
        }
    }

    /** Puts a whole file in place of the old one: nobody sees half of it. */
    private static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
