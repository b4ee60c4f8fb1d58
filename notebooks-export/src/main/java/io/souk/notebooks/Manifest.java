package io.souk.notebooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the folder holds, for programs. */
final class Manifest {

    private Manifest() {}

    static String json(Extracts extracts, ExportInfo info) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("run_id", info.runId());
        manifest.put("published_at", info.publishedAt().toString());
        manifest.put("first_date", info.firstDate().toString());
        manifest.put("last_date", info.lastDate().toString());
        manifest.put("reporting_currency", info.reportingCurrency());
        ArrayNode tables = manifest.putArray("tables");
        for (ExtractedTable table : extracts.tables()) {
            ObjectNode node = tables.addObject();
            node.put("name", table.name());
            node.put("row_count", extracts.rowCounts().get(table.name()));
            node.put("parquet", table.parquetPattern());
            extracts.csv(table).ifPresent(file -> node.put("csv", file));
        }
        return Notebook.text(manifest);
    }
}
