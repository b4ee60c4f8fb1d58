package io.souk.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.bronze.IngestLog;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.lake.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a tiny market, as a user runs it; later tests work on the lake that the first one made. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoTest {

    private static final String LAST_DAY = "2019-12-31";

    @TempDir
    static Path folder;

    @Test
    @Order(1)
    void theDemoFindsEveryPlantedFigureAndWritesTheReport() throws Exception {
        Souk.Outcome demo = Souk.run(
                "demo", "--scale", "1:1000000", "--out", folder.resolve("demo").toString());

        assertThat(demo.exitCode()).as(demo.results() + demo.messages()).isZero();
        assertThat(demo.results()).contains("planted figures are found exactly");
        assertThat(Files.readString(folder.resolve("demo/report-" + LAST_DAY + ".html")))
                .contains("31 December 2019");
    }

    @Test
    @Order(2)
    void sqlPrintsTheAnswerAndNothingElse() {
        Souk.Outcome answer = Souk.run(
                "sql",
                "select platform, rank_by_buyers from gold.market_share where business_date = '%s' and window_length = '12m' and platform in ('jd', 'tmall') order by 1"
                        .formatted(LAST_DAY),
                "--format",
                "csv",
                "--lake",
                lake());

        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        assertThat(answer.results()).matches("platform,rank_by_buyers\r\njd,[1-5]\r\ntmall,[1-5]\r\n");
    }

    @Test
    @Order(3)
    void anExportCanBeReadWithoutSouk() {
        Path out = folder.resolve("export");
        Souk.Outcome export = Souk.run("export", "--lake", lake(), "--out", out.toString());

        assertThat(export.exitCode()).as(export.messages()).isZero();
        assertThat(out.resolve("souk.ipynb")).isNotEmptyFile();
        assertThat(out.resolve("csv/active_buyers.csv")).isNotEmptyFile();
    }

    @Test
    @Order(4)
    void aSecondRunIsTurnedAwayWhileOneHoldsTheLake() {
        Lake open = LakeFixture.open(Path.of(lake()));
        try (RunLock held = RunLock.take(open)) {
            Souk.Outcome second = Souk.run("run", "--date", LAST_DAY, "--lake", lake());

            assertThat(second.exitCode()).isEqualTo(4);
            assertThat(second.messages()).contains("Another run holds the lake");

            Souk.Outcome demo = Souk.run(
                    "demo",
                    "--scale",
                    "1:1000000",
                    "--out",
                    folder.resolve("demo").toString());

            assertThat(demo.exitCode()).isEqualTo(4);
            assertThat(new Publications(open).latest()).isPresent();
            assertThat(folder.resolve("demo/landing")).isNotEmptyDirectory();
        }
    }

    @Test
    @Order(5)
    void aFailedAuditPublishesNothingAndSaysWhy() {
        Lake open = LakeFixture.open(Path.of(lake()));
        Publication before = new Publications(open).latest().orElseThrow();
        open.append(
                IngestLog.TABLE,
                open.read(IngestLog.TABLE)
                        .limit(1)
                        .withColumn("source_file", functions.lit("made-up"))
                        .withColumn("rows_in", functions.col("rows_in").plus(1)),
                new Transaction("test/lost-row", 1));

        Souk.Outcome run =
                Souk.runAt(Instant.parse("2026-01-02T00:00:00Z"), "run", "--date", LAST_DAY, "--lake", lake());

        assertThat(run.exitCode()).as(run.messages()).isEqualTo(3);
        assertThat(run.messages()).contains("every_row_is_accounted_for").contains("Nothing was published");
        assertThat(new Publications(LakeFixture.open(Path.of(lake()))).latest()).contains(before);
    }

    @Test
    @Order(6)
    void aLakeWithoutAPublicationSaysWhatToDo() {
        Souk.Outcome answer =
                Souk.run("sql", "select 1", "--lake", folder.resolve("empty").toString());

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.results()).isEmpty();
        assertThat(answer.messages()).contains("Nothing is published").contains("souk backfill");
    }

    private static String lake() {
        return folder.resolve("demo/lake").toString();
    }
}
