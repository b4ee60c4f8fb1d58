package io.souk.jobs.realdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.Tables;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.Souk;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Online Retail as it would have arrived: days one by one, then in disorder, come to the tables of one backfill. */
@Tag("real-data")
class OnlineRetailDailyTest {

    /** Days that one backfill reads before the daily runs begin. */
    private static final int BEFORE = Integer.getInteger("souk.daily.before", 20);

    /** Days that arrive in order, a run each; with 284 before 1 that is all of them. */
    private static final int IN_ORDER = Integer.getInteger("souk.daily.in-order", 2);

    /** Days that arrive in disorder. */
    private static final int IN_DISORDER = Integer.getInteger("souk.daily.in-disorder", 3);

    /** Of these, how many arrive together, for one run. */
    private static final int AT_ONCE = Integer.getInteger("souk.daily.at-once", 1);

    private static final String MAPPING =
            Souk.HOME.resolve("conf/sources/online-retail.yaml").toString();

    @TempDir
    Path folder;

    @Test
    void dailyRunsComeToTheTablesOfOneBackfill() throws IOException {
        List<Path> days = days();
        assertThat(days).hasSizeGreaterThanOrEqualTo(BEFORE + IN_ORDER + IN_DISORDER);
        days.subList(0, BEFORE).forEach(day -> deliver(day, "daily"));
        souk("backfill", "daily");
        for (Path day : days.subList(BEFORE, BEFORE + IN_ORDER)) {
            deliver(day, "daily");
            souk("run", "daily", "--date", date(day));
        }
        List<Path> rest = new ArrayList<>(days.subList(BEFORE + IN_ORDER, BEFORE + IN_ORDER + IN_DISORDER));
        Collections.shuffle(rest, new Random(7));
        for (int first = 0; first < rest.size(); first += AT_ONCE) {
            List<Path> together = rest.subList(first, Math.min(rest.size(), first + AT_ONCE));
            together.forEach(day -> deliver(day, "daily"));
            souk("run", "daily", "--date", date(Collections.max(together)));
        }

        days.subList(0, BEFORE + IN_ORDER + IN_DISORDER).forEach(day -> deliver(day, "at-once"));
        souk("backfill", "at-once");

        PublishedTables daily = Publications.open(LakeFixture.open(folder.resolve("daily-lake")));
        PublishedTables atOnce = Publications.open(LakeFixture.open(folder.resolve("at-once-lake")));
        for (Table table : Tables.of(Layer.GOLD)) {
            List<String> expected = rows(atOnce, table);
            assertThat(rows(daily, table)).as(table.qualifiedName()).isEqualTo(expected);
        }
        assertThat(rows(daily, io.souk.gold.activity.ActiveBuyers.TABLE)).hasSizeGreaterThan(1_000);
    }

    private static List<String> rows(PublishedTables tables, Table table) {
        return tables.sql("select * from " + table.qualifiedName()).toJSON().collectAsList().stream()
                .sorted()
                .toList();
    }

    private static List<Path> days() throws IOException {
        try (Stream<Path> files = Files.list(RealData.folder("online-retail"))) {
            return files.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static String date(Path day) {
        return day.getFileName().toString().replace(".csv.gz", "");
    }

    private void deliver(Path day, String name) {
        try {
            Path landing = Files.createDirectories(folder.resolve(name));
            Files.copy(day, landing.resolve(day.getFileName()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void souk(String command, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--source",
                MAPPING,
                "--input",
                folder.resolve(name).toString(),
                "--lake",
                folder.resolve(name + "-lake").toString()));
        arguments.addAll(List.of(more));
        Souk.Outcome outcome = Souk.runAt(Instant.parse("2026-01-01T00:00:00Z"), arguments.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.messages()).isZero();
        assertThat(outcome.messages().contains("making every table anew"))
                .as("a run made everything: %s", outcome.messages())
                .isFalse();
    }
}
