package io.souk.jobs.export;

import io.souk.notebooks.ExtractedColumn;
import io.souk.notebooks.ExtractedTable;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;

/** Declarations, as the notebooks' module knows them: plain names, types, units and meanings. */
public final class ExtractedTables {

    private ExtractedTables() {}

    public static List<ExtractedTable> of(List<Table> tables) {
        return tables.stream()
                .map(table -> new ExtractedTable(
                        table.name(),
                        table.question(),
                        table.columns().stream().map(ExtractedTables::column).toList()))
                .toList();
    }

    private static ExtractedColumn column(TableColumn column) {
        return new ExtractedColumn(column.name(), column.type().simpleString(), column.unit(), column.meaning());
    }
}
