package io.souk.jobs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.Souk;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.trial.FaultyNetwork;
import io.souk.jobs.trial.FaultyNetwork.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with its landing files and its lake on S3, over a network that loses replies. */
@Tag("s3")
class LakeOnS3Test {

    @TempDir
    Path folder;

    @Test
    void aLakeOnS3HasTheTablesOfALakeOnDisk() {
        Path mapping = Shop.mapping(folder);
        String bucket = S3Fixture.bucket();
        Configuration hadoop = S3Fixture.hadoop(S3Fixture.server().endpoint());
        AtomicInteger puts = new AtomicInteger();
        try (FaultyNetwork network = FaultyNetwork.before(
                S3Fixture.server().endpoint(),
                head -> head.startsWith("put ")
                                && puts.incrementAndGet() % (head.contains("if-none-match") ? 4 : 25) == 0
                        ? Optional.of(Fault.LOST_REPLY)
                        : Optional.empty())) {
            Map<String, String> settings = settings(network.endpoint(), S3Server.SECRET_KEY);
            Path config = S3Fixture.config(
                    folder.resolve("s3.yaml"),
                    "lake: %s/lake%nsources:%n  - {mapping: shop.yaml, input: \"%s/landing\"}%n"
                            .formatted(bucket, bucket),
                    settings);
            deliver(bucket + "/landing", hadoop, 0, 1);
            souk("backfill", "--config", config.toString());
            deliver(bucket + "/landing", hadoop, 2);
            souk("run", "--config", config.toString(), "--date", Shop.date(2));
            Souk.Outcome answer = souk(
                    "sql",
                    "select sum(orders_placed) > 0 as found from gold.gmv",
                    "--format",
                    "csv",
                    "--config",
                    config.toString());

            assertThat(answer.results()).isEqualTo("found\r\ntrue\r\n");
            assertThat(network.count(Fault.LOST_REPLY)).isPositive();
            String export = bucket + "/export";
            souk("export", "--out", export, "--config", config.toString());
            LakeFiles exported = LakeFiles.at(export, settings);
            assertThat(exported.read("csv/gmv.csv"))
                    .hasValueSatisfying(csv -> assertThat(csv).startsWith("business_date,"));
            assertThat(exported.list("")).contains("souk.ipynb");
            assertThat(exported.list("parquet/gmv")).hasSize(1);
            Souk.Outcome again = Souk.run("export", "--out", export, "--config", config.toString());
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.messages()).contains("is not empty");

            String local = folder.resolve("landing").toUri().toString();
            deliver(local, new Configuration(), 0, 1, 2);
            souk(
                    "backfill",
                    "--source",
                    mapping.toString(),
                    "--input",
                    local,
                    "--config",
                    S3Fixture.config(folder.resolve("local.yaml"), "", small()).toString(),
                    "--lake",
                    folder.resolve("lake").toString());
            assertThat(PublishedRows.of(bucket + "/lake", settings))
                    .isEqualTo(PublishedRows.of(folder.resolve("lake").toString(), small()));
        }
    }

    @Test
    void aWrongSecretIsSaidInOneSentenceThatDoesNotHoldIt() throws IOException {
        String wrong = "a-wrong-secret-that-is-in-no-log";
        Path config = S3Fixture.config(
                folder.resolve("wrong.yaml"),
                "lake: %s/lake%n".formatted(S3Fixture.bucket()),
                settings(S3Fixture.server().endpoint(), wrong));

        Souk.Outcome answer = Souk.run("sql", "select 1", "--config", config.toString());

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.messages())
                .contains("cannot be listed: the object store does not accept these credentials")
                .contains("AWS_SECRET_ACCESS_KEY")
                .doesNotContain(wrong);
        for (Path log : List.of(Path.of("logs/souk.log"))) {
            assertThat(Files.exists(log) ? Files.readString(log) : "").doesNotContain(wrong, S3Server.SECRET_KEY);
        }
    }

    private static Map<String, String> small() {
        return Map.of("spark.master", "local[2]", "spark.sql.shuffle.partitions", "2");
    }

    private static Map<String, String> settings(String endpoint, String secret) {
        Map<String, String> settings = new LinkedHashMap<>(small());
        settings.putAll(S3Fixture.server().settings());
        settings.put("spark.hadoop.fs.s3a.endpoint", endpoint);
        settings.put("spark.hadoop.fs.s3a.access.key", S3Server.ACCESS_KEY);
        settings.put("spark.hadoop.fs.s3a.secret.key", secret);
        return settings;
    }

    private static void deliver(String landing, Configuration hadoop, int... days) {
        for (int day : days) {
            Shop.deliver(day, landing, hadoop);
        }
    }

    private static Souk.Outcome souk(String... arguments) {
        Souk.Outcome outcome = Souk.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.messages()).isZero();
        return outcome;
    }
}
