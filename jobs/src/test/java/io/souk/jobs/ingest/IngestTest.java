package io.souk.jobs.ingest;

import static io.souk.jobs.ingest.ShopFiles.HEADER;
import static io.souk.jobs.ingest.ShopFiles.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.Quarantine;
import io.souk.bronze.ShareEvents;
import io.souk.jobs.config.SourceMapping;
import io.souk.silver.Latest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows of a shop's files reach bronze, which are rejected and why, and how all of them are counted. */
class IngestTest {

    @TempDir
    Path temporary;

    private ShopFiles landing;
    private IngestedShop shop;

    @BeforeEach
    void openShop() {
        shop = IngestedShop.below(temporary);
        landing = shop.landing();
    }

    @Test
    void namesThatSumsOfPlatformsBearAreNoPlatforms() {
        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        String mapping = ShopFiles.MAPPING.replace("platforms:\n", """
                platforms:
                  - {platform: all, platform_group: shop, time_zone: UTC}
                  - {platform: shop+mall, platform_group: shop, time_zone: UTC}
                  - {platform: "group:shop", platform_group: shop, time_zone: UTC}
                  - {platform: small, platform_group: shop, time_zone: Nowhere/Atlantis}
                """);
        shop.ingest(SourceMapping.parse("shop.yaml", mapping, NOW));

        assertThat(shop.rows(Platforms.CONTRACT.table(), "platform")).containsExactly("shop");
        assertThat(shop.rows(Quarantine.TABLE, "concat_ws(' ', reasons)"))
                .containsExactly("reserved_platform", "reserved_platform", "reserved_platform", "unknown_time_zone");
    }

    @Test
    void ofTwoVersionsInOneFileTheLaterHolds() {
        landing.lines(
                "a.csv",
                "a1,placed,2024-05-01,ann,1,1",
                "a2,placed,2024-05-01,ann,1,2",
                "a1,placed,2024-05-01,ann,1,2",
                "a2,placed,2024-05-01,ann,1,1");
        String mapping = ShopFiles.MAPPING.replace(
                "select order_id, event_type,", "select order_id, event_type, 'e' as event_id,");
        shop.ingest(SourceMapping.parse("shop.yaml", mapping, NOW));

        Dataset<Row> events = shop.lake().read(OrderEvents.CONTRACT.table());
        assertThat(shop.rows(OrderEvents.CONTRACT.table(), "source_row", "order_id", "unit_price"))
                .containsExactly("2 | a1 | 1.0000", "3 | a2 | 2.0000", "4 | a1 | 2.0000", "5 | a2 | 1.0000");
        assertThat(IngestedShop.rows(Latest.of(OrderEvents.CONTRACT, events), "order_id", "unit_price"))
                .containsExactly("a1 | 2.0000", "a2 | 1.0000");
    }

    /** What lies before a moment is left out page by page, so it must lie together. */
    @Test
    void theRowsOfAFileLieInOrderOfTime() {
        landing.lines(
                "a.csv",
                "a1,placed,2024-05-03,ann,1,1",
                "a2,placed,2024-05-01,ann,1,2",
                "a3,placed,2024-05-04,ann,1,2",
                "a4,placed,2024-05-02,ann,1,1");
        shop.ingest();

        Dataset<Row> events = shop.lake().read(OrderEvents.CONTRACT.table());
        assertThat(events.inputFiles()).hasSize(1);
        assertThat(events.select("order_id").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("a2", "a4", "a1", "a3");
    }

    @Test
    void aSaltedFolderYieldsExactlyTheGoodRowsAndNamesEveryReason() {
        ShopFiles.salted(landing.folder());
        IngestSummary summary = shop.ingest();

        assertThat(shop.orders())
                .containsExactly(
                        "a-good.csv | a1 | placed | ann | 2 | 9.9900 | EUR | 1",
                        "a-good.csv | a2 | paid | bob | 1 | 3.0000 | EUR | 1",
                        "a-good.csv | a3 | placed | null | 1 | 1.5000 | EUR | 1",
                        "b-again.csv | b1 | placed | cid | 4 | 2.0000 | EUR | 1",
                        "c-packed.csv.gz | c1 | placed | cid | 4 | 2.0000 | EUR | 1",
                        "l-bad.csv | l15 | placed | ann | 1 | 1.0000 | EUR | 1");
        assertThat(shop.rows(ShareEvents.CONTRACT.table(), "source_file", "buyer_id", "occurred_at"))
                .containsExactly(
                        "m-clicks.jsonl | ann | 2024-05-01 09:00:00.0", "m-clicks.jsonl | cid | 2024-05-01 09:00:00.0");
        assertThat(shop.rows(
                        Quarantine.TABLE,
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
        assertThat(shop.log("read"))
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
        assertThat(shop.log("order_events"))
                .contains("a-good.csv | read | 4 | 3 | 0 | 1 | 0", "b-again.csv | read | 2 | 1 | 0 | 1 | 0")
                .contains("l-bad.csv | read | 8 | 1 | 7 | 0 | 0", "i-header.csv | empty | 0 | 0 | 0 | 0 | 0");
        shop.requireLaw();
        assertThat(summary.batches()).isEqualTo(1);
        assertThat(summary.files()).isEqualTo(14);
        assertThat(summary.reasons())
                .containsEntry(new IngestSummary.StageReason("read", "malformed_json"), 2L)
                .containsEntry(new IngestSummary.StageReason("order_events", "unknown_event_type"), 2L);
    }

    @Test
    void aBacklogIsReadInBatchesOfBoundedSize() {
        for (int i = 0; i < 5; i++) {
            landing.lines("f" + i + ".csv", "o" + i + ",placed,2024-05-01,ann,1,1", "same,placed,2024-05-01,ann,1,1");
        }
        SourceMapping two =
                SourceMapping.parse("shop.yaml", ShopFiles.MAPPING + "max_files_per_batch: 2\n", Instant.EPOCH);
        IngestSummary summary = shop.ingest(two);
        assertThat(summary.batches()).isEqualTo(3);
        assertThat(summary.stages()).contains(new IngestSummary.StageTotal("order_events", 10, 6, 0, 4, 0));
        assertThat(shop.orders()).hasSize(6).contains("f0.csv | same | placed | ann | 1 | 1.0000 | EUR | 1");
        shop.requireLaw();
    }

    @Test
    void rowsThatNameNoFileOfTheBatchAreNotLostInSilence() {
        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        SourceMapping astray = SourceMapping.parse(
                "shop.yaml",
                ShopFiles.MAPPING.replace(
                        "price as unit_price, _source",
                        "price as unit_price, named_struct('file', 'b.csv', 'row', 1L, 'raw', 'x') as _source"),
                Instant.EPOCH);

        assertThatThrownBy(() -> shop.ingest(astray))
                .hasMessageContaining("1 rows of order_events are of no file of the batch");
        assertThat(shop.lake().has(OrderEvents.CONTRACT.table())).isFalse();
    }

    @Test
    void parquetFilesAreReadWithTheirTypesAndRejectedWhereTheyAreDamaged() throws Exception {
        landing.lines("ignored.csv");
        Path made = temporary.resolve("made");
        shop.lake()
                .mappingSession("UTC")
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
        landing.bytes("good one.parquet", good)
                .bytes("half.parquet", Arrays.copyOf(good, good.length / 2))
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
        shop.ingest(mapping);
        assertThat(shop.log("read"))
                .containsExactly(
                        "good one.parquet | read | 2 | 1 | 1 | 0 | 0",
                        "half.parquet | truncated_file | 1 | 0 | 1 | 0 | 0",
                        "noise.parquet | corrupt_file | 1 | 0 | 1 | 0 | 0");
        assertThat(shop.rows(Quarantine.TABLE, "source_file", "reasons[0]", "raw"))
                .contains(
                        "good one.parquet | not_a_number:rating | {\"id\":\"2\",\"rating\":\"NaN\",\"city\":\"oslo\"}");
        shop.requireLaw();
    }

    @Test
    void aFolderWithoutFilesIsAMistakeThatIsNamed() {
        landing.text("other.txt", StandardCharsets.UTF_8, HEADER);
        assertThatThrownBy(shop::ingest)
                .hasMessageContaining("shop.yaml finds no file below")
                .hasMessageContaining("*.jsonl");
        assertThatThrownBy(() -> Ingest.run(shop.lake(), ShopFiles.mapping(), temporary + "/nowhere", NOW))
                .hasMessageContaining("There is no folder");
    }
}
