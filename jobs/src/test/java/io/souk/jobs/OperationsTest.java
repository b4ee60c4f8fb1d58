package io.souk.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.trial.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does to a lake, day after day; later tests go on with the lake of the earlier ones. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsTest {

    private static final Instant FIRST_RUN = Instant.parse("2024-06-02T01:00:00Z");
    private static final String SECRET = "correct-horse-battery-staple";

    private static final String MAPPING = """
            source: shop
            time_zone: UTC
            platform: shop
            currency: EUR
            platforms:
              - {platform: shop, platform_group: shop, time_zone: UTC}
            inputs:
              lines:
                mode: append
                path: "*.csv"
                format: csv
                columns: {order_id: string, event_type: string, at: timestamp, buyer: string, quantity: int, price: double}
            contracts:
              order_events: >
                select order_id, event_type, at as occurred_at, buyer as buyer_id, quantity, price as unit_price, _source
                from lines
            """;

    private static final String MENDED = MAPPING.replace(
            "order_id, event_type, at as", "order_id, replace(event_type, 'bought', 'placed') as event_type, at as");

    @TempDir
    static Path folder;

    @Test
    @Order(1)
    void aRunIsPublishedAndWrittenDown() throws Exception {
        arrive(1, 40);
        Souk.Outcome run = at(
                1,
                "run",
                "--date",
                "2024-06-01",
                "--config",
                config("lake", MAPPING),
                "--metrics",
                folder.resolve("souk.prom").toString());

        assertThat(run.exitCode()).as(run.messages()).isZero();
        assertThat(Files.readString(folder.resolve("souk.prom")))
                .contains("souk_run_success{command=\"run\"} 1\n")
                .contains("souk_source_rows{source=\"shop\",fate=\"quarantined\"} 1\n")
                .contains("souk_step_rows{step=\"staging silver.orders\"} 40\n")
                .contains("souk_publication_number 1\n");
        Souk.Outcome status = at(2, "status", "--lake", lake("lake"));
        assertThat(status.exitCode()).as(status.messages()).isZero();
        assertThat(status.results())
                .contains(
                        "published  number 1, run-2024-06-02T01-00-00Z, 24 hours ago: 2024-06-01 to 2024-06-01 in EUR, 40 orders")
                .contains("batch 1 arrived 24 hours ago", "of 1 batches all of it is published")
                .contains("quarantine  1 rows")
                .containsPattern("gold.gmv +[0-9]+ +1 ");
        Souk.Outcome shown = at(2, "runs", "show", "1", "--lake", lake("lake"));
        assertThat(shown.results())
                .contains("run-2024-06-02T01-00-00Z: souk run", "outcome      published", "staging gold.gmv")
                .contains("read shop: ", " 1 quarantined, 0 duplicates")
                .contains("segments_add_up");
    }

    @Test
    @Order(2)
    void rejectedRowsEnterOnceAfterTheMappingWasMended() throws Exception {
        arrive(2, 3);
        assertThat(at(2, "ingest", "--config", config("lake", MAPPING)).exitCode())
                .isZero();
        Souk.Outcome listed = at(2, "quarantine", "list", "--lake", lake("lake"));
        assertThat(listed.results()).containsPattern("shop +order_events +unknown_event_type +2 +2");
        Souk.Outcome shown =
                at(2, "quarantine", "show", "--reason", "unknown_event_type", "--limit", "1", "--lake", lake("lake"));
        assertThat(shown.results()).contains("bad1,bought,2024-06-01");

        Souk.Outcome early = at(2, "quarantine", "retry", "--config", config("lake", MAPPING));
        assertThat(early.exitCode()).as(early.messages()).isZero();
        assertThat(early.messages()).contains("shop: nothing to retry");

        String changesOthers = MAPPING.replace("quantity, price as", "quantity + 1 as quantity, price as");
        Souk.Outcome refused = at(2, "quarantine", "retry", "--config", config("lake", changesOthers));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.messages())
                .contains("changes rows that count already")
                .contains("Nothing was written");

        Souk.Outcome retried = at(2, "quarantine", "retry", "--config", config("lake", MENDED));
        assertThat(retried.exitCode()).as(retried.messages()).isZero();
        Souk.Outcome again = at(2, "quarantine", "retry", "--config", config("lake", MENDED));
        assertThat(again.messages()).contains("shop: nothing to retry");
        Souk.Outcome run = day(2);
        assertThat(run.exitCode()).as(run.messages()).isZero();
        assertThat(orders()).isEqualTo(45);
        assertThat(at(2, "quarantine", "list", "--lake", lake("lake")).results())
                .doesNotContain("unknown_event_type");
    }

    @Test
    @Order(3)
    void afterARollbackReadersSeeTheEarlierTables() throws IOException {
        Souk.Outcome rollback = at(2, "rollback", "--to", "run-2024-06-02T01-00-00Z", "--lake", lake("lake"));

        assertThat(rollback.exitCode()).as(rollback.messages()).isZero();
        assertThat(rollback.messages()).contains("published run-2024-06-02T01-00-00Z again, as number 3");
        allVersionsAreOld();
        assertThat(orders()).isEqualTo(40);
    }

    /** A lake that rested for a month: Delta's own rule is to refuse versions of that age. */
    private void allVersionsAreOld() throws IOException {
        try (Stream<Path> logs = Files.walk(Path.of(lake("lake")))) {
            for (Path log : logs.filter(path -> path.toString().matches(".*/_delta_log/[0-9]{20}\\.json"))
                    .toList()) {
                Files.setLastModifiedTime(
                        log,
                        FileTime.from(Files.getLastModifiedTime(log).toInstant().minus(Duration.ofDays(30))));
            }
        }
    }

    @Test
    @Order(4)
    void maintenanceKeepsWhatARollbackMayNeedAndNothingElse() {
        Publication published = latest("lake");
        // Files are as old as the clock of this machine says: only long after that are they beyond all grace.
        Souk.Outcome maintained = Souk.runAt(
                Instant.parse("2100-01-01T00:00:00Z"),
                "maintain",
                "--keep",
                "2",
                "--compact-from",
                "2",
                "--lake",
                lake("lake"));

        assertThat(maintained.exitCode()).as(maintained.messages()).isZero();
        assertThat(maintained.messages()).containsPattern("[1-9][0-9]* tables compacted; [1-9][0-9,]* files");
        Publication compacted = latest("lake");
        assertThat(compacted.number()).isEqualTo(published.number() + 1);
        assertThat(compacted.versions()).isNotEqualTo(published.versions());
        assertThat(orders()).isEqualTo(40);

        Souk.Outcome tooEarly = at(9, "rollback", "--to", "2", "--lake", lake("lake"));
        assertThat(tooEarly.exitCode()).isEqualTo(1);
        assertThat(tooEarly.messages()).contains("Nothing was changed; roll back to a later run");
        Souk.Outcome kept = at(9, "rollback", "--to", "" + published.number(), "--lake", lake("lake"));
        assertThat(kept.exitCode()).as(kept.messages()).isZero();
        assertThat(orders()).isEqualTo(40);
    }

    @Test
    @Order(5)
    void afterAllOfThatTheNextRunComesToTheTablesOfALakeThatReadEverythingAtOnce() throws Exception {
        arrive(3, 2);
        Souk.Outcome next = day(3);
        assertThat(next.exitCode()).as(next.messages()).isZero();
        assertThat(next.messages()).doesNotContain("making every table anew");
        assertThat(orders()).isEqualTo(48);

        Souk.Outcome atOnce = at(3, "run", "--date", "2024-06-03", "--config", config("at-once", MENDED));
        assertThat(atOnce.exitCode()).as(atOnce.messages()).isZero();
        List<String> differences = Comparison.differences(
                LakeFixture.open(folder.resolve("at-once")), LakeFixture.open(folder.resolve("lake")));
        // One lake read every day by itself, the other all days at once: their logs of what was read differ.
        assertThat(differences).as("%s", differences).allMatch(difference -> difference.startsWith("bronze."));
    }

    @Test
    @Order(6)
    void everyWayToEndHasItsExitCode() throws Exception {
        assertThat(at(10, "rollback", "--to", "no-such-run", "--lake", lake("lake"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(at(10, "run", "--lake", lake("lake")).exitCode()).isEqualTo(2);
        assertThat(at(10, "runs", "show", "../../etc/passwd", "--lake", lake("lake"))
                        .exitCode())
                .isEqualTo(2);
        try (RunLock held = RunLock.take(LakeFiles.at(lake("lake"), Map.of()))) {
            for (List<String> command : List.of(
                    List.of("run", "--date", "2024-06-04"),
                    List.of("rollback", "--to", "1"),
                    List.of("maintain", "--compact-from", "0"))) {
                Souk.Outcome second = at(
                        10,
                        Stream.concat(command.stream(), Stream.of("--lake", lake("lake")))
                                .toArray(String[]::new));
                assertThat(second.exitCode()).as(command.toString()).isEqualTo(4);
                assertThat(second.messages()).contains("Another run holds the lake");
            }
        }
    }

    @Test
    @Order(7)
    void messagesAreJsonWhereThatIsAskedForAndNeverShowASecret() throws Exception {
        Path config = Files.writeString(folder.resolve("secret.yaml"), """
                lake: %s/no/%s
                spark: {spark.hadoop.fs.s3a.secret.key: %s}
                """.formatted(folder, SECRET, SECRET));
        Souk.Outcome failed = Souk.runWith(
                FIRST_RUN,
                Map.of("STORE_PASSWORD", SECRET),
                "sql",
                "select 1",
                "--config",
                config.toString(),
                "--log",
                "json");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.messages().lines().toList())
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line).startsWith("{\"at\":\"2024-06-02T01:00:00Z\",\"message\":\"souk: "));
        assertThat(failed.messages()).contains("******").doesNotContain(SECRET);
        Souk.Outcome help = Souk.runWith(FIRST_RUN, Map.of("STORE_PASSWORD", SECRET), "run", "--help");
        assertThat(help.results() + help.messages()).contains("Example:").doesNotContain(SECRET);
    }

    @Test
    @Order(8)
    void theKeyOfPseudonymsComesFromWhereItIsSaidAndIsNeverShown() throws Exception {
        Path config = Path.of(config("hidden", MAPPING));
        Files.writeString(config, Files.readString(config) + "pseudonyms: {key_env: SHOP_KEY}\n");
        String[] ingest = {"ingest", "--config", config.toString()};

        Souk.Outcome unset = Souk.runAt(FIRST_RUN, ingest);
        assertThat(unset.exitCode()).isEqualTo(2);
        assertThat(unset.messages()).contains("SHOP_KEY is not set");
        Souk.Outcome weak = Souk.runWith(FIRST_RUN, Map.of("SHOP_KEY", SECRET), ingest);
        assertThat(weak.exitCode()).isEqualTo(2);
        assertThat(weak.messages()).contains("can be guessed").doesNotContain(SECRET);
    }

    /** The run of a day, with the mapping as it was mended. */
    private static Souk.Outcome day(int day) throws IOException {
        return at(day, "run", "--date", "2024-06-0" + day, "--config", config("lake", MENDED));
    }

    /** Runs a command at one o'clock in the night after a day. */
    private static Souk.Outcome at(int day, String... arguments) {
        return Souk.runAt(FIRST_RUN.plusSeconds(86_400L * (day - 1)), arguments);
    }

    /** The files of a day: so many good orders, and one of an event that the first mapping does not know. */
    private static void arrive(int day, int orders) throws IOException {
        Files.createDirectories(folder.resolve("landing"));
        String date = "2024-06-0" + day;
        String header = "order_id,event_type,at,buyer,quantity,price\n";
        String lines = IntStream.range(0, orders - 1)
                .mapToObj(i -> "o%d-%d,placed,%sT10:00:00,b%d,1,%d.5\n".formatted(day, i, date, i % 7, i + 1))
                .reduce("", String::concat);
        land(date + "-good.csv", header + lines + "o%d-0,paid,%sT11:00:00,b0,1,1.5\n".formatted(day, date));
        land(
                date + "-mixed.csv",
                header
                        + "m%d,placed,%sT12:00:00,b2,1,7.5\n".formatted(day, date)
                        + "bad%d,bought,%sT12:00:00,b1,1,9.5\n".formatted(day, date));
    }

    private static void land(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("landing").resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(FIRST_RUN.minusSeconds(60)));
    }

    private static String config(String lake, String mapping) throws IOException {
        Path file = folder.resolve("shop-" + Integer.toHexString(mapping.hashCode()) + ".yaml");
        if (!Files.exists(file)) {
            Files.writeString(file, mapping);
        }
        return Files.writeString(folder.resolve(lake + ".yaml"), """
                lake: ./%s
                sources: [{mapping: %s, input: ./landing}]
                windows: [7d]
                segments: [all]
                spark: {spark.master: "local[2]", spark.sql.shuffle.partitions: "2"}
                """.formatted(lake, file.getFileName()))
                .toString();
    }

    private static String lake(String name) {
        return folder.resolve(name).toString();
    }

    private static Publication latest(String lake) {
        return new Publications(LakeFiles.at(lake(lake), Map.of())).require();
    }

    /** Orders that readers see. */
    private static long orders() {
        Souk.Outcome answer =
                at(9, "sql", "select count(*) as n from silver.orders", "--format", "csv", "--lake", lake("lake"));
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        return Long.parseLong(answer.results().lines().skip(1).findFirst().orElseThrow());
    }
}
