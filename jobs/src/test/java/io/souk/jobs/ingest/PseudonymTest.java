package io.souk.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.bronze.Contracts;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Pseudonyms;
import io.souk.bronze.Quarantine;
import io.souk.bronze.ShareEvents;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.lake.Lake;
import io.souk.table.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids of buyers do not reach a table where pseudonyms are asked for, and neither does the key. */
class PseudonymTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path temporary;

    private Lake lake;
    private ShopFiles shop;

    @BeforeEach
    void openLake() {
        lake = LakeFixture.open(temporary.resolve("lake"));
        shop = new ShopFiles(temporary.resolve("landing"));
    }

    private IngestSummary ingest(Lake into, Optional<Pseudonyms> pseudonyms) {
        return Ingest.run(into, ShopFiles.mapping(), shop.folder().toString(), ShopFiles.NOW, pseudonyms, step -> {});
    }

    @Test
    void everyIdIsReplacedAndCountsStayWhatTheyWere() {
        ShopFiles.salted(shop.folder());
        shop.lines(
                "secretive.csv",
                "s1,placed,2024-05-01,verysecretbuyer,1,1",
                " s1 ,placed,2024-05-01, verysecretbuyer ,1,1",
                "s2,teleported,2024-05-01,verysecretbuyer,1,1",
                "s3,placed,2024-05-01,verysecretbuyer,two,1",
                "s4,placed,2024-05-01,verysecretbuyer");
        IngestSummary hidden = ingest(lake, Optional.of(Pseudonyms.under(KEY)));
        Lake plain = LakeFixture.open(temporary.resolve("plain"));
        IngestSummary open = ingest(plain, Optional.empty());

        assertThat(hidden.stages()).isEqualTo(open.stages());
        assertThat(hidden.reasons()).isEqualTo(open.reasons());
        Table orders = OrderEvents.CONTRACT.table();
        assertThat(buyers(lake, orders))
                .hasSameSizeAs(buyers(plain, orders))
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(buyers(lake, orders)).contains(hmac("ann"));
        assertThat(buyers(lake, ShareEvents.CONTRACT.table())).contains(hmac("ann"));
        Stream.concat(Contracts.ALL.stream().map(contract -> contract.table()), Stream.of(Quarantine.TABLE))
                .forEach(table -> assertThat(lake.read(table).toJSON().collectAsList())
                        .as(table.qualifiedName())
                        .noneMatch(row -> row.contains("verysecretbuyer"))
                        .noneMatch(row -> row.contains(KEY)));
    }

    @Test
    void theKeyIsInNoFileOfTheLakeAndInNoText() throws Exception {
        shop.lines("a.csv", "a1,placed,2024-05-01,verysecretbuyer,1,1", "a2,teleported,2024-05-01,verysecretbuyer,1,1");
        Pseudonyms pseudonyms = Pseudonyms.under(KEY);
        ingest(lake, Optional.of(pseudonyms));

        assertThat(pseudonyms.toString()).doesNotContain(KEY);
        assertThat(pseudonyms.fingerprint()).doesNotContain(KEY);
        try (Stream<Path> files = Files.walk(temporary.resolve("lake"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(content.contains(KEY)).as(file.toString()).isFalse();
                assertThat(content.contains("verysecretbuyer"))
                        .as(file.toString())
                        .isFalse();
            }
        }
        assertThatThrownBy(() -> Pseudonyms.under("short-and-secret"))
                .hasMessageContaining("can be guessed")
                .hasMessageNotContaining("short-and-secret");
    }

    @Test
    void aLakeKeepsToTheKeyThatItBeganWith() {
        shop.lines("a.csv", "a1,placed,2024-05-01,ann,1,1");
        ingest(lake, Optional.of(Pseudonyms.under(KEY)));
        ingest(lake, Optional.of(Pseudonyms.under(KEY)));

        assertThatThrownBy(() -> ingest(lake, Optional.of(Pseudonyms.under(KEY.replace('0', 'x')))))
                .hasMessageContaining("pseudonyms under another key")
                .hasMessageNotContaining("123456789abcdef");
        assertThatThrownBy(() -> ingest(lake, Optional.empty())).hasMessageContaining("the configuration names no key");
        Lake plain = LakeFixture.open(temporary.resolve("plain"));
        ingest(plain, Optional.empty());
        assertThatThrownBy(() -> ingest(plain, Optional.of(Pseudonyms.under(KEY))))
                .hasMessageContaining("ids as the sources have them");
    }

    private static Set<String> buyers(Lake lake, Table table) {
        List<Row> rows = lake.read(table)
                .select("buyer_id")
                .where("buyer_id is not null")
                .collectAsList();
        Set<String> buyers = new HashSet<>();
        rows.forEach(row -> buyers.add(row.getString(0)));
        return buyers;
    }

    /** As any other program finds it. */
    private static String hmac(String id) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, KEY).hmacHex(id).substring(0, 32);
    }
}
