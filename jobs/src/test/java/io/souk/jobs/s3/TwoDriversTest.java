package io.souk.jobs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.Main;
import io.souk.jobs.Souk;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one lake on S3 at once, each in a process of its own, of which one is sometimes killed. */
@Tag("s3")
class TwoDriversTest {

    private static final int ROUNDS = Integer.getInteger("s3.rounds", 2);

    @TempDir
    Path folder;

    @Test
    void twoRunsAtOnceLoseNothingAndDoubleNothing() {
        Shop.mapping(folder);
        Configuration hadoop = S3Fixture.hadoop(S3Fixture.server().endpoint());
        String bucket = S3Fixture.bucket();
        Map<String, String> settings = new LinkedHashMap<>(small());
        settings.putAll(S3Fixture.server().settings());
        settings.put("spark.hadoop.souk.lock.leaseSeconds", "12");
        String sources = "sources:%n  - {mapping: shop.yaml, input: \"%s/landing\"}%n".formatted(bucket);
        Path config =
                S3Fixture.config(folder.resolve("s3.yaml"), "lake: %s/lake%n".formatted(bucket) + sources, settings);
        Map<Integer, Integer> exits = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Shop.deliver(round, bucket + "/landing", hadoop);
            Jvm first = run(config, round, "first");
            Jvm second = run(config, round, "second");
            if (round % 4 == 1) {
                awaitText(first, "reading");
                first.kill();
            } else {
                assertThat(first.await()).as(first.printed()).isIn(0, 4);
            }
            int exit = second.await();
            assertThat(exit).as(second.printed()).isIn(0, 4);
            exits.merge(exit, 1, Integer::sum);
            if (exit == 4) {
                Jvm third = run(config, round, "third");
                assertThat(third.await()).as(third.printed()).isZero();
            }
        }
        System.err.printf("S3 tests: %d rounds of two runs at once; exit codes of the second: %s%n", ROUNDS, exits);

        settings.put("spark.hadoop.fs.s3a.access.key", S3Server.ACCESS_KEY);
        settings.put("spark.hadoop.fs.s3a.secret.key", S3Server.SECRET_KEY);
        Path local = S3Fixture.config(folder.resolve("local.yaml"), sources, settings);
        Souk.Outcome atOnce = Souk.run(
                "backfill",
                "--config",
                local.toString(),
                "--to",
                Shop.date(ROUNDS - 1),
                "--lake",
                folder.resolve("lake").toString());
        assertThat(atOnce.exitCode()).as(atOnce.messages()).isZero();
        assertThat(PublishedRows.of(bucket + "/lake", settings))
                .isEqualTo(PublishedRows.of(folder.resolve("lake").toString(), small()));
    }

    private Jvm run(Path config, int round, String name) {
        return Jvm.start(
                Main.class,
                S3Fixture.environment(),
                folder.resolve("%s-%d.log".formatted(name, round)),
                "run",
                "--config",
                config.toString(),
                "--date",
                Shop.date(round));
    }

    private static void awaitText(Jvm process, String text) {
        while (process.isAlive() && !process.printed().contains(text)) {
            Jvm.pause();
        }
    }

    private static Map<String, String> small() {
        return Map.of("spark.master", "local[2]", "spark.sql.shuffle.partitions", "2");
    }
}
