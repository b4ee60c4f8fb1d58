package io.souk.notebooks;

/** The page that explains the folder: what is in it, and every table with its columns. */
final class ReadmePage {

    private ReadmePage() {}

    static String markdown(Extracts extracts, ExportInfo info) {
        StringBuilder page = new StringBuilder("""
                # Extracts of Souk

                What was published by the run %s (%s to %s, published %s, amounts in %s), as plain files.

                - `souk.ipynb`: a notebook with answers in it. It queries the Parquet files through DuckDB; run it from this
                  folder: `pip install duckdb notebook`, then `jupyter notebook souk.ipynb`.
                - `souk.duckdb`: every table below in one database file: `duckdb souk.duckdb "from gold.market_share limit 5"`.
                - `parquet/NAME/*.parquet`: each table as Parquet; any reader opens it.
                - `csv/NAME.csv`: the same as CSV with a header, where it was written.
                - `manifest.json`: run, dates, currency and row counts. It is written last: a folder without it is not whole.

                | table | rows | question |
                |---|---:|---|
                """.formatted(
                        Markdown.text(info.runId()),
                        info.firstDate(),
                        info.lastDate(),
                        info.publishedAt(),
                        Markdown.text(info.reportingCurrency())));
        for (ExtractedTable table : extracts.tables()) {
            page.append("| [%1$s](#%1$s) | %2$d | %3$s |\n"
                    .formatted(table.name(), extracts.rowCounts().get(table.name()), Markdown.text(table.question())));
        }
        extracts.tables().forEach(table -> appendTable(page, table));
        return page.toString();
    }

    private static void appendTable(StringBuilder page, ExtractedTable table) {
        page.append("\n## %s\n\n%s\n\n".formatted(table.name(), Markdown.text(table.question())));
        page.append("| column | type | unit | meaning |\n|---|---|---|---|\n");
        for (ExtractedColumn column : table.columns()) {
            page.append("| `%s` | `%s` | %s | %s |\n"
                    .formatted(
                            column.name(),
                            column.type().replace("|", "\\|"),
                            Markdown.text(column.unit()),
                            Markdown.text(column.meaning())));
        }
    }
}
