package io.souk.jobs.ingest;

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
import io.souk.table.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that dies is finished by a later ingest with the same mapping, at whatever step it died. */
class UnfinishedBatchTest {

    @TempDir
    Path temporary;

    private ShopFiles landing;
    private IngestedShop shop;

    @BeforeEach
    void openShop() {
        shop = IngestedShop.below(temporary);
        landing = shop.landing();
    }

    /** Ingests, and dies after a step. */
    private static void dieAfter(String fatal, IngestedShop shop) {
        Consumer<String> death = step -> {
            if (step.equals(fatal)) {
                throw new IllegalStateException("killed after " + step);
            }
        };
        assertThatThrownBy(() -> shop.ingest(ShopFiles.mapping(), death)).hasMessage("killed after " + fatal);
    }

    @Test
    void anIngestThatDiesAfterAnyStepEndsInTheSameTables() {
        ShopFiles.salted(landing.folder());
        List<String> steps = new ArrayList<>();
        shop.ingest(ShopFiles.mapping(), steps::add);
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
        Map<String, List<String>> expected = contents(shop);

        IngestedShop dying = new IngestedShop(LakeFixture.open(temporary.resolve("dying")), landing);
        // The same ingest dies after its first step, is begun again, dies after its second step, and so on.
        for (String fatal : steps) {
            dieAfter(fatal, dying);
            landing.lines("z-late-" + fatal.replace(' ', '-') + ".csv", "late,placed,2024-05-01,ann,1,1");
        }
        assertThat(contents(dying)).isEqualTo(expected);

        dying.ingest();
        assertThat(dying.orders()).hasSize(7);
        assertThat(dying.lake().files().list("_ingest/shop")).containsExactly("0000000001.json", "0000000002.json");
        dying.requireLaw();
    }

    private static Map<String, List<String>> contents(IngestedShop shop) {
        Map<String, List<String>> contents = new TreeMap<>();
        for (Table table : List.of(
                OrderEvents.CONTRACT.table(),
                ShareEvents.CONTRACT.table(),
                Platforms.CONTRACT.table(),
                Quarantine.TABLE,
                IngestLog.TABLE)) {
            contents.put(table.name(), shop.rows(table, "to_json(struct(*))"));
        }
        return contents;
    }

    @Test
    void aBatchThatWroteSomethingIsEndedWithItsOwnMapping() {
        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        dieAfter("wrote order_events", shop);
        SourceMapping changed = SourceMapping.parse(
                "shop.yaml", ShopFiles.MAPPING.replace("currency: EUR", "currency: USD"), Instant.EPOCH);
        assertThatThrownBy(() -> shop.ingest(changed))
                .hasMessageContaining("Batch 1 of shop was begun with another version of shop.yaml");
        assertThat(shop.ingest().batches()).isEqualTo(1);
        assertThat(shop.orders()).hasSize(1);
    }

    @Test
    void aFileThatIsDeliveredAnewAfterAKillIsReadOnceByTheNextBatch() throws Exception {
        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a2,placed,2024-05-01,bob,1,1");
        landing.lines("b.csv", "b1,placed,2024-05-01,ann,1,1");
        landing.lines("c.csv", "c1,placed,2024-05-01,ann,1,1");
        dieAfter("wrote order_events", shop);
        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a3,placed,2024-05-01,eve,1,1");
        Files.setLastModifiedTime(landing.folder().resolve("a.csv"), FileTime.from(NOW.minusSeconds(60)));
        Files.delete(landing.folder().resolve("b.csv"));

        assertThat(shop.ingest().batches()).isEqualTo(2);

        assertThat(shop.orders())
                .containsExactly(
                        "a.csv | a1 | placed | ann | 1 | 1.0000 | EUR | 2",
                        "a.csv | a3 | placed | eve | 1 | 1.0000 | EUR | 2",
                        "c.csv | c1 | placed | ann | 1 | 1.0000 | EUR | 1");
        shop.requireLaw();
    }
}
