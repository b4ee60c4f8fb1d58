package io.souk.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.bronze.IngestLog;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Quarantine;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.lake.Lake;
import io.souk.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The files of a small made-up shop, and the lake that they are read into. */
record IngestedShop(Lake lake, ShopFiles landing) {

    /** A shop without files and a new lake, both below a folder. */
    static IngestedShop below(Path folder) {
        Lake lake = LakeFixture.open(folder.resolve("lake"));
        return new IngestedShop(lake, new ShopFiles(folder.resolve("landing")));
    }

    IngestSummary ingest() {
        return ingest(ShopFiles.mapping());
    }

    IngestSummary ingest(SourceMapping mapping) {
        return Ingest.run(lake, mapping, landing.folder().toString(), ShopFiles.NOW);
    }

    /** The same, telling what it does. */
    IngestSummary ingest(SourceMapping mapping, Consumer<String> done) {
        return Ingest.run(lake, mapping, landing.folder().toString(), ShopFiles.NOW, done);
    }

    IngestSummary retry(SourceMapping mapping) {
        return Ingest.retry(lake, mapping, landing.folder().toString(), ShopFiles.NOW, Optional.empty(), step -> {});
    }

    /** The rows of a table, each as its columns joined by a bar, in order. */
    List<String> rows(Table table, String... columns) {
        return rows(lake.read(table), columns);
    }

    static List<String> rows(Dataset<Row> table, String... columns) {
        List<String> rows = new ArrayList<>();
        for (Row row : table.selectExpr(columns).collectAsList()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(String.valueOf(row.get(i)));
            }
            rows.add(String.join(" | ", values));
        }
        rows.sort(String::compareTo);
        return rows;
    }

    List<String> orders() {
        return rows(
                OrderEvents.CONTRACT.table(),
                "source_file",
                "order_id",
                "event_type",
                "buyer_id",
                "quantity",
                "unit_price",
                "currency",
                "ingest_batch");
    }

    List<String> log(String stage) {
        return rows(
                lake.read(IngestLog.TABLE).where(IngestLog.STAGE.col().equalTo(stage)),
                "source_file",
                "file_status",
                "rows_in",
                "rows_accepted",
                "rows_quarantined",
                "rows_duplicate",
                "rows_left_out");
    }

    /** Every row that was read was accepted, rejected or known already, and every rejected one is kept. */
    void requireLaw() {
        assertThat(lake.read(IngestLog.TABLE)
                        .where("rows_in <> rows_accepted + rows_quarantined + rows_duplicate")
                        .count())
                .isZero();
        assertThat(lake.read(IngestLog.TABLE)
                        .selectExpr("coalesce(sum(rows_quarantined), 0)")
                        .first()
                        .getLong(0))
                .isEqualTo(lake.read(Quarantine.TABLE).count());
    }
}
