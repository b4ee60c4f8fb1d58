package io.souk.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.s3.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is handed secrets in every way that there is, and writes an event log, tells none of them to anybody. */
class SecretsStaySecretTest {

    private static final String OF_SETTING = "a-secret-of-a-setting-0123456789";
    private static final String OF_VARIABLE = "a-secret-of-a-variable-0123456789";
    private static final String OF_PEOPLE = "a-key-of-pseudonyms-0123456789abcdef";
    private static final String BUYER = "averysecretbuyer";

    @TempDir
    Path folder;

    @Test
    void noSecretIsInTheLakeInTheEventLogOrInWhatIsSaid() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                source: shop
                time_zone: UTC
                platform: shop
                currency: EUR
                inputs:
                  lines: {mode: append, path: "*.csv", format: csv, columns: {order_id: string, at: timestamp, buyer: string}}
                contracts:
                  order_events: >
                    select order_id, 'placed' as event_type, at as occurred_at, buyer as buyer_id, 1 as quantity,
                      1.5 as unit_price, _source from lines
                """);
        Path landing = Files.createDirectories(folder.resolve("landing"));
        Files.writeString(
                landing.resolve("a.csv"),
                "order_id,at,buyer\no1,2024-05-01T10:00:00,%s\nbroken,never,%s\n".formatted(BUYER, BUYER));
        Path events = Files.createDirectories(folder.resolve("events"));
        Path config =
                Files.writeString(folder.resolve("conf.yaml"), """
                lake: ./lake
                sources: [{mapping: shop.yaml, input: ./landing}]
                pseudonyms: {key_env: SHOP_KEY}
                spark:
                  spark.master: "local[2]"
                  spark.sql.shuffle.partitions: "2"
                  spark.eventLog.enabled: "true"
                  spark.eventLog.compress: "false"
                  spark.eventLog.dir: %s
                  spark.hadoop.fs.s3a.secret.key: %s
                  spark.shop.password: %s
                """.formatted(events.toUri(), OF_SETTING, OF_SETTING));

        Jvm ingest = Jvm.start(
                Main.class,
                Map.of("SHOP_KEY", OF_PEOPLE, "AWS_SECRET_ACCESS_KEY", OF_VARIABLE),
                folder.resolve("said.log"),
                "ingest",
                "--config",
                config.toString(),
                "--log",
                "json");

        assertThat(ingest.await()).as(ingest.printed()).isZero();
        assertThat(texts(events)).isNotEmpty().anyMatch(text -> text.contains("SparkListenerEnvironmentUpdate"));
        assertThat(texts(events)).allSatisfy(SecretsStaySecretTest::holdsNone);
        assertThat(texts(folder.resolve("lake"))).isNotEmpty().allSatisfy(SecretsStaySecretTest::holdsNone);
        holdsNone(ingest.printed());
    }

    private static void holdsNone(String text) {
        for (String secret : List.of(OF_SETTING, OF_VARIABLE, OF_PEOPLE, BUYER)) {
            assertThat(text.contains(secret)).as(secret).isFalse();
        }
    }

    private static List<String> texts(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(SecretsStaySecretTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
