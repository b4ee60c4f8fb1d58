package io.souk.table;

import java.util.List;
import java.util.stream.Collectors;

/** The page of documentation that a table's declaration makes: one Markdown file per table, and one index of them. */
public final class TablePage {

    private static final String FOOTER = "\n*Made from the declaration in the code: change it there.*\n";

    private TablePage() {}

    /** The file that the page belongs into: {@code active_buyers.md}. */
    public static String fileName(Table table) {
        return table.name() + ".md";
    }

    /** Title, question, layer, owner, grain, and one line per column with its type, unit, meaning and need. */
    public static String markdown(Table table) {
        String columns = table.columns().stream().map(TablePage::row).collect(Collectors.joining());
        return """
                # %s

                %s

                | | |
                |---|---|
                | layer | %s: %s |
                | owner | %s |
                | grain | %s |

                | column | type | unit | meaning | required |
                |---|---|---|---|---|
                %s%s""".formatted(
                        table.qualifiedName(),
                        text(table.question()),
                        table.layer().sqlName(),
                        text(table.layer().meaning()),
                        text(table.owner()),
                        grain(table),
                        columns,
                        FOOTER);
    }

    /** The list of all pages, one section per layer, in the order of {@code tables}. */
    public static String index(List<Table> tables) {
        StringBuilder page =
                new StringBuilder("# Tables\n\nEvery table that Souk declares, and the question it answers.\n");
        for (Layer layer : Layer.values()) {
            List<Table> ofLayer =
                    tables.stream().filter(table -> table.layer() == layer).toList();
            if (ofLayer.isEmpty()) {
                continue;
            }
            page.append("\n## ").append(layer.sqlName()).append("\n\n").append(text(layer.meaning()));
            page.append(".\n\n| table | question | owner | grain |\n|---|---|---|---|\n");
            for (Table table : ofLayer) {
                page.append("| [%s](%s) | %s | %s | %s |\n"
                        .formatted(
                                table.qualifiedName(),
                                fileName(table),
                                text(table.question()),
                                text(table.owner()),
                                grain(table)));
            }
        }
        return page.append(FOOTER).toString();
    }

    private static String row(TableColumn column) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        code(column.name()),
                        code(column.type().simpleString()),
                        text(column.unit()),
                        text(column.meaning()),
                        column.isRequired() ? "yes" : "no");
    }

    private static String grain(Table table) {
        if (table.grain().isEmpty()) {
            return "none: a fact may have several rows";
        }
        return table.grainNames().stream().map(TablePage::code).collect(Collectors.joining(", "));
    }

    private static String code(String name) {
        return "`" + name + "`";
    }

    /** Words inside a cell of a Markdown table, as they are: nothing in them ends the cell, opens a tag or emphasises. */
    private static String text(String words) {
        return words.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("[", "\\[")
                .replace("`", "\\`")
                .replace("<", "&lt;")
                .replaceAll("\\s+", " ");
    }
}
