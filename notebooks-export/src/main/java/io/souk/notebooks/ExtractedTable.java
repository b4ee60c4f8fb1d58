package io.souk.notebooks;

import java.util.List;
import java.util.Optional;

/**
 * A table of which the folder holds an extract: {@code parquet/NAME/*.parquet}, and {@code csv/NAME.csv} where CSV was
 * wanted too.
 *
 * @param name without its layer: {@code active_buyers}
 * @param question what the table answers, in a sentence
 */
public record ExtractedTable(String name, String question, List<ExtractedColumn> columns) {

    public ExtractedTable {
        SqlText.requirePlainName(name);
        columns = List.copyOf(columns);
    }

    /** The files as the notebook names them, relative to its own folder. */
    String parquetPattern() {
        return "parquet/" + name + "/*.parquet";
    }

    /** The column that dates the rows, where there is one. */
    Optional<ExtractedColumn> dateColumn() {
        return columns.stream().filter(ExtractedColumn::isDate).findFirst();
    }
}
