package io.souk.jobs.ingest;

import static io.souk.jobs.ingest.ShopFiles.HEADER;
import static io.souk.jobs.ingest.ShopFiles.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.bronze.IngestLog;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.Quarantine;
import io.souk.bronze.ShareEvents;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.lake.Lake;
import io.souk.table.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {

    @TempDir
    Path temporary;

    private Lake lake;
    private ShopFiles shop;

    @BeforeEach
    void openLake() {
        lake = LakeFixture.open(temporary.resolve("lake"));
        shop = new ShopFiles(temporary.resolve("landing"));
    }

    private IngestSummary ingest() {
        return Ingest.run(lake, ShopFiles.mapping(), shop.folder().toString(), NOW);
    }

    /** The rows of a table, each as its columns joined by a bar, in order. */
    private static List<String> rows(Dataset<Row> table, String... columns) {
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

    private List<String> orders() {
        return rows(
                lake.read(OrderEvents.CONTRACT.table()),
                "source_file",
                "order_id",
                "event_type",
                "buyer_id",
                "quantity",
                "unit_price",
                "currency",
                "ingest_batch");
    }

    private List<String> log(String stage) {
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

    private void requireLaw() {
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

    @Test
    void namesThatSumsOfPlatformsBearAreNoPlatforms() {
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        String mapping = ShopFiles.MAPPING.replace("platforms:\n", """
                platforms:
                  - {platform: all, platform_group: shop, time_zone: UTC}
                  - {platform: shop+mall, platform_group: shop, time_zone: UTC}
                  - {platform: "group:shop", platform_group: shop, time_zone: UTC}
                  - {platform: small, platform_group: shop, time_zone: Nowhere/Atlantis}
                """);
        Ingest.run(
                lake,
                SourceMapping.parse("shop.yaml", mapping, NOW),
                shop.folder().toString(),
                NOW);

        assertThat(rows(lake.read(Platforms.CONTRACT.table()), "platform")).containsExactly("shop");
        assertThat(rows(lake.read(Quarantine.TABLE), "concat_ws(' ', reasons)"))
                .containsExactly("reserved_platform", "reserved_platform", "reserved_platform", "unknown_time_zone");
    }

    @Test
    void aSaltedFolderYieldsExactlyTheGoodRowsAndNamesEveryReason() {
        ShopFiles.salted(shop.folder());
        IngestSummary summary = ingest();

        assertThat(orders())
                .containsExactly(
                        "a-good.csv | a1 | placed | ann | 2 | 9.9900 | EUR | 1",
                        "a-good.csv | a2 | paid | bob | 1 | 3.0000 | EUR | 1",
                        "a-good.csv | a3 | placed | null | 1 | 1.5000 | EUR | 1",
                        "b-again.csv | b1 | placed | cid | 4 | 2.0000 | EUR | 1",
                        "c-packed.csv.gz | c1 | placed | cid | 4 | 2.0000 | EUR | 1",
                        "l-bad.csv | l15 | placed | ann | 1 | 1.0000 | EUR | 1");
        assertThat(rows(lake.read(ShareEvents.CONTRACT.table()), "source_file", "buyer_id", "occurred_at"))
                .containsExactly(
                        "m-clicks.jsonl | ann | 2024-05-01 09:00:00.0", "m-clicks.jsonl | cid | 2024-05-01 09:00:00.0");
        assertThat(rows(
                        lake.read(Quarantine.TABLE),
                        "source_file",
                        "stage",
                        "array_join(sort_array(reasons), ' ')",
                        "left(replace(raw, '\n', ' '), 42)"))
                .containsExactlyInAnyOrder(
                        "d-corrupt.csv.gz | read | corrupt_file | null",
                        "e-truncated.csv.gz | read | truncated_file | null",
                        "f-not-packed.csv.gz | read | corrupt_file | null",
                        "j-latin.csv | read | wrong_encoding | null",
                        "k-no-column.csv | read | missing_column:buyer missing_column:price | order_id,event_type,at,quantity",
                        "l-bad.csv | order_events | absurd_amount | l05,placed,2024-05-01,ann,1000000,1000000",
                        "l-bad.csv | order_events | absurd_date:occurred_at | l03,placed,1970-01-01,ann,1,1",
                        "l-bad.csv | order_events | absurd_date:occurred_at | l04,placed,2124-01-01,ann,1,1",
                        "l-bad.csv | order_events | absurd_date:occurred_at negative_price negative_quantity unknown_event_type | l11,teleported,1970-01-01,ann,-1,-1",
                        "l-bad.csv | order_events | missing_order | ,placed,2024-05-01,ann,1,1",
                        "l-bad.csv | order_events | out_of_range:unit_price price_without_quantity | l12,placed,2024-05-01,ann,1,1e300",
                        "l-bad.csv | order_events | unknown_event_type | l01,teleported,2024-05-01,ann,1,1",
                        "l-bad.csv | read | line_too_long | l16,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                        "l-bad.csv | read | malformed_quotes | \"l10,placed,2024-05-01,ann,1,1",
                        "l-bad.csv | read | not_a_number:price | l02,placed,2024-05-01,ann,1,NaN",
                        "l-bad.csv | read | not_a_number:price | l13,placed,,ann,1,-Infinity",
                        "l-bad.csv | read | out_of_range:quantity | l14,placed,2024-05-01,ann,99999999999,1",
                        "l-bad.csv | read | wrong_column_count | l06,placed,2024-05-01,ann",
                        "l-bad.csv | read | wrong_type:at | l09,placed,12:30,ann,1,1",
                        "l-bad.csv | read | wrong_type:quantity | l07,placed,2024-05-01,ann,two,1",
                        "m-clicks.jsonl | read | malformed_json | [1, 2]",
                        "m-clicks.jsonl | read | malformed_json | {\"buyer\": \"ann\", \"at\": \"2024-05-01T09:0",
                        "m-clicks.jsonl | read | not_a_number:weight | {\"buyer\": \"bob\", \"at\": \"2024-05-01T09:00:0",
                        "m-clicks.jsonl | share_events | touch_without_buyer | {\"at\": \"2024-05-01T09:00:00\"}");
        assertThat(log("read"))
                .containsExactly(
                        "a-good.csv | read | 4 | 4 | 0 | 0 | 0",
                        "b-again.csv | read | 2 | 2 | 0 | 0 | 0",
                        "c-packed.csv.gz | read | 1 | 1 | 0 | 0 | 0",
                        "d-corrupt.csv.gz | corrupt_file | 1 | 0 | 1 | 0 | 0",
                        "e-truncated.csv.gz | truncated_file | 1 | 0 | 1 | 0 | 0",
                        "f-not-packed.csv.gz | corrupt_file | 1 | 0 | 1 | 0 | 0",
                        "g-empty.csv | empty | 0 | 0 | 0 | 0 | 0",
                        "h-empty.csv.gz | empty | 0 | 0 | 0 | 0 | 0",
                        "i-header.csv | empty | 0 | 0 | 0 | 0 | 0",
                        "j-latin.csv | wrong_encoding | 1 | 0 | 1 | 0 | 0",
                        "k-no-column.csv | missing_column:buyer, missing_column:price | 1 | 0 | 1 | 0 | 0",
                        "l-bad.csv | read | 16 | 8 | 8 | 0 | 0",
                        "m-clicks.jsonl | read | 6 | 3 | 3 | 0 | 0",
                        "shop.yaml | read | 1 | 1 | 0 | 0 | 0");
        assertThat(log("order_events"))
                .contains("a-good.csv | read | 4 | 3 | 0 | 1 | 0", "b-again.csv | read | 2 | 1 | 0 | 1 | 0")
                .contains("l-bad.csv | read | 8 | 1 | 7 | 0 | 0", "i-header.csv | empty | 0 | 0 | 0 | 0 | 0");
        requireLaw();
        assertThat(summary.batches()).isEqualTo(1);
        assertThat(summary.files()).isEqualTo(14);
        assertThat(summary.reasons())
                .containsEntry(new IngestSummary.StageReason("read", "malformed_json"), 2L)
                .containsEntry(new IngestSummary.StageReason("order_events", "unknown_event_type"), 2L);
    }

    @Test
    void aFileIsReadOnceAndAgainWhenItIsMended() throws Exception {
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a2,placed,2024-05-01,ann,one,1");
        assertThat(ingest().batches()).isEqualTo(1);
        assertThat(ingest().batches()).isZero();

        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a2,placed,2024-05-01,ann,1,1");
        assertThat(ingest().batches()).isEqualTo(1);
        assertThat(orders())
                .containsExactly(
                        "a.csv | a1 | placed | ann | 1 | 1.0000 | EUR | 1",
                        "a.csv | a2 | placed | ann | 1 | 1.0000 | EUR | 2");
        assertThat(log("order_events"))
                .containsExactly("a.csv | read | 1 | 1 | 0 | 0 | 0", "a.csv | read | 2 | 1 | 0 | 1 | 0");

        Files.setLastModifiedTime(shop.folder().resolve("a.csv"), FileTime.from(NOW));
        assertThat(ingest().stages()).contains(new IngestSummary.StageTotal("order_events", 2, 0, 0, 2, 0));
        requireLaw();
    }

    @Test
    void aBacklogIsReadInBatchesOfBoundedSize() {
        for (int i = 0; i < 5; i++) {
            shop.lines("f" + i + ".csv", "o" + i + ",placed,2024-05-01,ann,1,1", "same,placed,2024-05-01,ann,1,1");
        }
        SourceMapping two =
                SourceMapping.parse("shop.yaml", ShopFiles.MAPPING + "max_files_per_batch: 2\n", Instant.EPOCH);
        IngestSummary summary = Ingest.run(lake, two, shop.folder().toString(), NOW);
        assertThat(summary.batches()).isEqualTo(3);
        assertThat(summary.stages()).contains(new IngestSummary.StageTotal("order_events", 10, 6, 0, 4, 0));
        assertThat(orders()).hasSize(6).contains("f0.csv | same | placed | ann | 1 | 1.0000 | EUR | 1");
        requireLaw();
    }

    @Test
    void anIngestThatDiesAfterAnyStepEndsInTheSameTables() {
        ShopFiles.salted(shop.folder());
        List<String> steps = new ArrayList<>();
        Ingest.run(lake, ShopFiles.mapping(), shop.folder().toString(), NOW, steps::add);
        assertThat(steps)
                .containsExactly(
                        "planned",
                        "probed",
                        "parsed",
                        "judged",
                        "wrote platforms",
                        "wrote order_events",
                        "wrote share_events",
                        "wrote quarantine",
                        "verified",
                        "wrote ingest_log");
        Map<String, List<String>> expected = contents();

        lake = LakeFixture.open(temporary.resolve("dying"));
        // The same ingest dies after its first step, is begun again, dies after its second step, and so on.
        for (String fatal : steps) {
            assertThatThrownBy(() ->
                            Ingest.run(lake, ShopFiles.mapping(), shop.folder().toString(), NOW, step -> {
                                if (step.equals(fatal)) {
                                    throw new IllegalStateException("killed after " + step);
                                }
                            }))
                    .hasMessage("killed after " + fatal);
            shop.lines("z-late-" + fatal.replace(' ', '-') + ".csv", "late,placed,2024-05-01,ann,1,1");
        }
        assertThat(contents()).isEqualTo(expected);

        ingest();
        assertThat(orders()).hasSize(7);
        assertThat(lake.files().list("_ingest/shop")).containsExactly("0000000001.json", "0000000002.json");
        requireLaw();
    }

    private Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new java.util.TreeMap<>();
        for (Table table : List.of(
                OrderEvents.CONTRACT.table(),
                ShareEvents.CONTRACT.table(),
                Platforms.CONTRACT.table(),
                Quarantine.TABLE,
                IngestLog.TABLE)) {
            contents.put(table.name(), rows(lake.read(table), "to_json(struct(*))"));
        }
        return contents;
    }

    @Test
    void aBatchThatWroteSomethingIsEndedWithItsOwnMapping() {
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        assertThatThrownBy(() ->
                        Ingest.run(lake, ShopFiles.mapping(), shop.folder().toString(), NOW, step -> {
                            if (step.equals("wrote order_events")) {
                                throw new IllegalStateException("killed");
                            }
                        }))
                .hasMessage("killed");
        SourceMapping changed = SourceMapping.parse(
                "shop.yaml", ShopFiles.MAPPING.replace("currency: EUR", "currency: USD"), Instant.EPOCH);
        assertThatThrownBy(() -> Ingest.run(lake, changed, shop.folder().toString(), NOW))
                .hasMessageContaining("Batch 1 of shop was begun with another version of shop.yaml");
        assertThat(ingest().batches()).isEqualTo(1);
        assertThat(orders()).hasSize(1);
    }

    @Test
    void aFileThatIsDeliveredAnewAfterAKillIsReadOnceByTheNextBatch() throws Exception {
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a2,placed,2024-05-01,bob,1,1");
        shop.lines("b.csv", "b1,placed,2024-05-01,ann,1,1");
        shop.lines("c.csv", "c1,placed,2024-05-01,ann,1,1");
        assertThatThrownBy(() ->
                        Ingest.run(lake, ShopFiles.mapping(), shop.folder().toString(), NOW, step -> {
                            if (step.equals("wrote order_events")) {
                                throw new IllegalStateException("killed");
                            }
                        }))
                .hasMessage("killed");
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a3,placed,2024-05-01,eve,1,1");
        Files.setLastModifiedTime(shop.folder().resolve("a.csv"), FileTime.from(NOW.minusSeconds(60)));
        Files.delete(shop.folder().resolve("b.csv"));

        assertThat(ingest().batches()).isEqualTo(2);

        assertThat(orders())
                .containsExactly(
                        "a.csv | a1 | placed | ann | 1 | 1.0000 | EUR | 2",
                        "a.csv | a3 | placed | eve | 1 | 1.0000 | EUR | 2",
                        "c.csv | c1 | placed | ann | 1 | 1.0000 | EUR | 1");
        requireLaw();
    }

    @Test
    void copiesWithinAFileDoNotHideThatARetryChangesRows() {
        shop.lines(
                "a.csv",
                "x1,placed,2024-05-01,ann,1,1",
                "x1,placed,2024-05-01,ann,1,1",
                "x2,placed,2024-05-01,ann,1,1",
                "x3,bought,2024-05-01,ann,1,1");
        ingest();
        SourceMapping changesOne = SourceMapping.parse(
                "shop.yaml",
                ShopFiles.MAPPING.replace(
                        "buyer as buyer_id, quantity,",
                        "buyer as buyer_id, case when order_id = 'x2' then 2 else quantity end as quantity,"),
                Instant.EPOCH);

        assertThatThrownBy(() ->
                        Ingest.retry(lake, changesOne, shop.folder().toString(), NOW, Optional.empty(), step -> {}))
                .hasMessageContaining("changes rows that count already");
        assertThat(orders()).hasSize(2);
    }

    @Test
    void rowsThatNameNoFileOfTheBatchAreNotLostInSilence() {
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        SourceMapping astray = SourceMapping.parse(
                "shop.yaml",
                ShopFiles.MAPPING.replace(
                        "price as unit_price, _source",
                        "price as unit_price, named_struct('file', 'b.csv', 'row', 1L, 'raw', 'x') as _source"),
                Instant.EPOCH);

        assertThatThrownBy(() -> Ingest.run(lake, astray, shop.folder().toString(), NOW))
                .hasMessageContaining("1 rows of order_events are of no file of the batch");
        assertThat(lake.has(OrderEvents.CONTRACT.table())).isFalse();
    }

    @Test
    void aWholeExportIsReadAgainAndOnlyWhatChangedCounts() {
        SourceMapping mapping = SourceMapping.parse("export.yaml", """
                source: export
                time_zone: UTC
                platform: shop
                inputs:
                  sellers: {mode: snapshot, path: sellers.csv, format: csv, columns: {id: string, city: string}}
                  cities: {mode: snapshot, path: cities.csv, format: csv, columns: {city: string, country: string}}
                contracts:
                  sellers: >
                    select s.id as seller_id, s.city, c.country, s._source from sellers s left join cities c on c.city = s.city
                """, Instant.EPOCH);
        String cities = "city,country\nrome,Italy\noslo,Norway\n";
        shop.text("cities.csv", StandardCharsets.UTF_8, cities);
        String[] exports = {
            "id,city\n1,rome\n2,oslo\n", "id,city\n1,oslo\n2,oslo\n3,oslo\n", "id,city\n1,rome\n2,oslo\n3,oslo\n\n"
        };
        List<IngestSummary.StageTotal> totals = new ArrayList<>();
        for (String export : exports) {
            shop.text("sellers.csv", StandardCharsets.UTF_8, export);
            totals.add(Ingest.run(lake, mapping, shop.folder().toString(), NOW)
                    .stages()
                    .get(1));
        }
        assertThat(totals)
                .containsExactly(
                        new IngestSummary.StageTotal("sellers", 2, 2, 0, 0, 0),
                        new IngestSummary.StageTotal("sellers", 3, 2, 0, 1, 0),
                        // A value that changed back is no repetition of the first one.
                        new IngestSummary.StageTotal("sellers", 3, 1, 0, 2, 0));
        assertThat(Ingest.run(lake, mapping, shop.folder().toString(), NOW).batches())
                .isZero();
        shop.text("cities.csv", StandardCharsets.UTF_8, cities.replace("Italy", "Italia"));
        assertThat(Ingest.run(lake, mapping, shop.folder().toString(), NOW)
                        .stages()
                        .get(1))
                .isEqualTo(new IngestSummary.StageTotal("sellers", 3, 1, 0, 2, 0));
    }

    @Test
    void parquetFilesAreReadWithTheirTypesAndRejectedWhereTheyAreDamaged() throws Exception {
        shop.lines("ignored.csv");
        Path made = temporary.resolve("made");
        lake.mappingSession("UTC")
                .rows(
                        List.of(
                                org.apache.spark.sql.RowFactory.create("1", 1.5, "rome"),
                                org.apache.spark.sql.RowFactory.create("2", Double.NaN, "oslo")),
                        org.apache.spark.sql.types.StructType.fromDDL("id string, rating double, city string"))
                .coalesce(1)
                .write()
                .parquet(made.toString());
        byte[] good;
        try (var files = Files.list(made)) {
            good = Files.readAllBytes(files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow());
        }
        shop.bytes("good one.parquet", good)
                .bytes("half.parquet", java.util.Arrays.copyOf(good, good.length / 2))
                .bytes("noise.parquet", "no parquet at all".getBytes(StandardCharsets.UTF_8));
        SourceMapping mapping = SourceMapping.parse("p.yaml", """
                source: p
                time_zone: UTC
                platform: shop
                inputs:
                  s: {mode: append, path: "*.parquet", format: parquet, columns: {id: string, rating: double, city: string}}
                contracts:
                  sellers: select id as seller_id, city, _source from s
                """, Instant.EPOCH);
        Ingest.run(lake, mapping, shop.folder().toString(), NOW);
        assertThat(log("read"))
                .containsExactly(
                        "good one.parquet | read | 2 | 1 | 1 | 0 | 0",
                        "half.parquet | truncated_file | 1 | 0 | 1 | 0 | 0",
                        "noise.parquet | corrupt_file | 1 | 0 | 1 | 0 | 0");
        assertThat(rows(lake.read(Quarantine.TABLE), "source_file", "reasons[0]", "raw"))
                .contains(
                        "good one.parquet | not_a_number:rating | {\"id\":\"2\",\"rating\":\"NaN\",\"city\":\"oslo\"}");
        requireLaw();
    }

    @Test
    void aFolderWithoutFilesIsAMistakeThatIsNamed() {
        shop.text("other.txt", StandardCharsets.UTF_8, HEADER);
        assertThatThrownBy(this::ingest)
                .hasMessageContaining("shop.yaml finds no file below")
                .hasMessageContaining("*.jsonl");
        assertThatThrownBy(() -> Ingest.run(lake, ShopFiles.mapping(), temporary + "/nowhere", NOW))
                .hasMessageContaining("There is no folder");
    }
}
