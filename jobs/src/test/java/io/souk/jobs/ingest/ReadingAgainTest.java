package io.souk.jobs.ingest;

import static io.souk.jobs.ingest.ShopFiles.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.jobs.config.SourceMapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file or an export that is read again adds what is new in it, and nothing twice. */
class ReadingAgainTest {

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
    void aFileIsReadOnceAndAgainWhenItIsMended() throws Exception {
        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a2,placed,2024-05-01,ann,one,1");
        assertThat(shop.ingest().batches()).isEqualTo(1);
        assertThat(shop.ingest().batches()).isZero();

        landing.lines("a.csv", "a1,placed,2024-05-01,ann,1,1", "a2,placed,2024-05-01,ann,1,1");
        assertThat(shop.ingest().batches()).isEqualTo(1);
        assertThat(shop.orders())
                .containsExactly(
                        "a.csv | a1 | placed | ann | 1 | 1.0000 | EUR | 1",
                        "a.csv | a2 | placed | ann | 1 | 1.0000 | EUR | 2");
        assertThat(shop.log("order_events"))
                .containsExactly("a.csv | read | 1 | 1 | 0 | 0 | 0", "a.csv | read | 2 | 1 | 0 | 1 | 0");

        Files.setLastModifiedTime(landing.folder().resolve("a.csv"), FileTime.from(NOW));
        assertThat(shop.ingest().stages()).contains(new IngestSummary.StageTotal("order_events", 2, 0, 0, 2, 0));
        shop.requireLaw();
    }

    @Test
    void copiesWithinAFileDoNotHideThatARetryChangesRows() {
        landing.lines(
                "a.csv",
                "x1,placed,2024-05-01,ann,1,1",
                "x1,placed,2024-05-01,ann,1,1",
                "x2,placed,2024-05-01,ann,1,1",
                "x3,bought,2024-05-01,ann,1,1");
        shop.ingest();
        SourceMapping changesOne = SourceMapping.parse(
                "shop.yaml",
                ShopFiles.MAPPING.replace(
                        "buyer as buyer_id, quantity,",
                        "buyer as buyer_id, case when order_id = 'x2' then 2 else quantity end as quantity,"),
                Instant.EPOCH);

        assertThatThrownBy(() -> shop.retry(changesOne)).hasMessageContaining("changes rows that count already");
        assertThat(shop.orders()).hasSize(2);
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
        landing.text("cities.csv", StandardCharsets.UTF_8, cities);
        String[] exports = {
            "id,city\n1,rome\n2,oslo\n", "id,city\n1,oslo\n2,oslo\n3,oslo\n", "id,city\n1,rome\n2,oslo\n3,oslo\n\n"
        };
        List<IngestSummary.StageTotal> totals = new ArrayList<>();
        for (String export : exports) {
            landing.text("sellers.csv", StandardCharsets.UTF_8, export);
            totals.add(shop.ingest(mapping).stages().get(1));
        }
        assertThat(totals)
                .containsExactly(
                        new IngestSummary.StageTotal("sellers", 2, 2, 0, 0, 0),
                        new IngestSummary.StageTotal("sellers", 3, 2, 0, 1, 0),
                        // A value that changed back is no repetition of the first one.
                        new IngestSummary.StageTotal("sellers", 3, 1, 0, 2, 0));
        assertThat(shop.ingest(mapping).batches()).isZero();
        landing.text("cities.csv", StandardCharsets.UTF_8, cities.replace("Italy", "Italia"));
        assertThat(shop.ingest(mapping).stages().get(1))
                .isEqualTo(new IngestSummary.StageTotal("sellers", 3, 1, 0, 2, 0));
    }
}
