package io.souk.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.jobs.LakeFixture;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class LakeTest {

    private static final Table FRUIT = Table.silver("fruit")
            .owner("test")
            .question("Which fruit?")
            .grain(TableColumn.text("fruit", "Name"))
            .columns(TableColumn.count("pieces", "pieces", "How many"));

    /** The same table as a later program declares it. */
    private static final Table BASKET = Table.silver("fruit")
            .owner("test")
            .question("Which fruit?")
            .grain(TableColumn.text("fruit", "Name"))
            .columns();

    /** A writer that sleeps while its rows are made. */
    private static final CountDownLatch ASLEEP = new CountDownLatch(1);

    private static final CountDownLatch AWAKE = new CountDownLatch(1);

    @TempDir
    Path folder;

    @Test
    void aSmallTableIsReadInOnePart() {
        Lake lake = LakeFixture.open(folder);
        lake.add(FRUIT, fruit(lake, "('apple', 3)"));
        lake.add(FRUIT, fruit(lake, "('pear', 1)"));
        long version = lake.latestVersion(FRUIT);

        Dataset<Row> small = lake.read(FRUIT, version, lake.bytes(FRUIT));
        Dataset<Row> large = lake.read(FRUIT, version, lake.bytes(FRUIT) - 1);
        assertThat(exchanges(small)).isZero();
        assertThat(exchanges(large)).isPositive();
        assertThat(small.collectAsList()).containsExactlyInAnyOrderElementsOf(large.collectAsList());
        assertThat(lake.read(BASKET, -1, 0).collectAsList()).isEmpty();
    }

    /** How often rows are sent to each other to count them by fruit. */
    private static int exchanges(Dataset<Row> rows) {
        String plan =
                rows.groupBy("fruit").count().queryExecution().executedPlan().toString();
        return plan.split("Exchange hashpartitioning", -1).length - 1;
    }

    @Test
    void aTransactionThatIsRepeatedWritesNothing() {
        Lake lake = LakeFixture.open(folder);
        lake.append(FRUIT, fruit(lake, "('apple', 3)"), new Transaction("test/fruit", 1));
        lake.append(FRUIT, fruit(lake, "('apple', 3)"), new Transaction("test/fruit", 1));
        lake.append(FRUIT, fruit(lake, "('pear', 1)"), new Transaction("test/fruit", 2));

        assertThat(lake.read(FRUIT).collectAsList())
                .extracting(row -> row.getString(0) + row.getLong(1))
                .containsExactlyInAnyOrder("apple3", "pear1");
    }

    @Test
    void figuresStandAmongTheMetricsOfSparkInThePlaceOfEarlierOnes() {
        Lake lake = LakeFixture.open(folder);
        lake.report(Map.of("run_seconds", 3, "step_rows.staging_gold_gmv", 1));
        lake.report(Map.of("run_seconds", 4));

        List<Source> sources =
                CollectionConverters.asJava(SparkEnv.get().metricsSystem().getSourcesByName(SparkFigures.NAME));
        assertThat(sources).hasSize(1);
        assertThat(sources.get(0).metricRegistry().getGauges()).containsOnlyKeys("run_seconds");
        assertThat(sources.get(0)
                        .metricRegistry()
                        .getGauges()
                        .get("run_seconds")
                        .getValue())
                .isEqualTo(4);
    }

    @Test
    void anOlderVersionIsReadAsItWas() {
        Lake lake = LakeFixture.open(folder);
        long first = lake.append(FRUIT, fruit(lake, "('apple', 3)"), new Transaction("test/fruit", 1))
                .version();
        lake.replace(FRUIT, fruit(lake, "('pear', 1)"));

        assertThat(lake.readVersion(FRUIT, first).first().getString(0)).isEqualTo("apple");
        assertThat(lake.read(FRUIT).first().getString(0)).isEqualTo("pear");
    }

    @Test
    void whatIsTakenBackIsReadAsItWasAndNothingIsLost() {
        Lake lake = LakeFixture.open(folder);
        lake.add(FRUIT, fruit(lake, "('apple', 3)"));
        long wanted = lake.add(FRUIT, fruit(lake, "('pear', 1)")).version();
        long later = lake.replace(BASKET, fruit(lake, "('plum', 7)").selectExpr("fruit"))
                .version();
        lake.restore(FRUIT, wanted);

        assertThat(lake.read(FRUIT).columns()).containsExactly("fruit", "pieces");
        assertThat(lake.read(FRUIT).collectAsList())
                .extracting(row -> row.getString(0) + row.getLong(1))
                .containsExactlyInAnyOrder("apple3", "pear1");
        assertThat(lake.readVersion(BASKET, later).first().getString(0)).isEqualTo("plum");

        long restored = lake.latestVersion(FRUIT);
        lake.restore(FRUIT, restored);
        assertThat(lake.latestVersion(FRUIT)).isEqualTo(restored);
        assertThat(new TableVersions(lake.files()).missing("silver.fruit", restored))
                .isEmpty();
    }

    @Test
    void rowsOfOneAppendAreReplacedByTheirFiles() {
        Lake lake = LakeFixture.open(folder);
        lake.append(FRUIT, fruit(lake, "('apple', 3)"), new Transaction("test/fruit", 1));
        lake.append(FRUIT, fruit(lake, "('pear', 1), ('plum', 2)").coalesce(1), new Transaction("test/fruit", 2));

        lake.replaceOwn(
                FRUIT, fruit(lake, "('pear', 5)"), functions.col("fruit").isin("pear", "plum"));

        assertThat(lake.read(FRUIT).collectAsList())
                .extracting(row -> row.getString(0) + row.getLong(1))
                .containsExactlyInAnyOrder("apple3", "pear5");
        lake.add(FRUIT, fruit(lake, "('fig', 1), ('plum', 2)").coalesce(1));
        assertThatThrownBy(() -> lake.replaceOwn(
                        FRUIT,
                        fruit(lake, "('plum', 5)"),
                        functions.col("fruit").equalTo("plum")))
                .hasMessageContaining("lie in files with others");
    }

    @Test
    void ofTwoWritersOfOneTransactionOneCommits() throws Exception {
        Lake lake = LakeFixture.open(folder);
        lake.append(FRUIT, fruit(lake, "('fig', 1)"), new Transaction("test/fruit", 1));
        Transaction once = new Transaction("test/fruit", 2);
        Dataset<Row> slow = fruit(lake, "('apple', 3)")
                .map(
                        (MapFunction<Row, Row>) row -> {
                            ASLEEP.countDown();
                            AWAKE.await();
                            return row;
                        },
                        Encoders.row(fruit(lake, "('apple', 3)").schema()));
        CompletableFuture<Written> sleeper = CompletableFuture.supplyAsync(() -> lake.append(FRUIT, slow, once));
        assertThat(ASLEEP.await(1, TimeUnit.MINUTES)).isTrue();
        lake.append(FRUIT, fruit(lake, "('apple', 3)"), once);
        AWAKE.countDown();

        assertThatThrownBy(sleeper::join).hasCauseInstanceOf(ConcurrentModificationException.class);
        assertThat(lake.read(FRUIT).collectAsList())
                .extracting(row -> row.getString(0) + row.getLong(1))
                .containsExactlyInAnyOrder("fig1", "apple3");
    }

    @Test
    void aTableThatWasNeverWrittenHasItsColumnsAndNoRows() {
        Lake lake = LakeFixture.open(folder);

        assertThat(lake.latestVersion(FRUIT)).isEqualTo(-1);
        assertThat(lake.read(FRUIT).columns()).containsExactly("fruit", "pieces");
        assertThat(lake.read(FRUIT).count()).isZero();
    }

    @Test
    void aTableWhoseFirstWriterWasKilledBeforeItsCommitWasNeverWritten() throws IOException {
        Lake lake = LakeFixture.open(folder);
        Files.createDirectories(folder.resolve("silver/fruit/_delta_log/_staged_commits"));

        assertThat(lake.has(FRUIT)).isFalse();
        assertThat(new TableVersions(lake.files()).has("silver.fruit")).isFalse();
        assertThat(lake.latestVersion(FRUIT)).isEqualTo(-1);
        assertThat(lake.read(FRUIT).count()).isZero();
        assertThat(lake.transactions(FRUIT)).isEmpty();

        lake.append(FRUIT, fruit(lake, "('apple', 3)"), new Transaction("test/fruit", 1));

        assertThat(lake.has(FRUIT)).isTrue();
        assertThat(lake.read(FRUIT).count()).isEqualTo(1);
    }

    @Test
    void aSmallFileIsCreatedOnce() {
        LakeFiles files = LakeFixture.open(folder).files();

        assertThat(files.createIfAbsent("_runs/a.json", "first")).isTrue();
        assertThat(files.createIfAbsent("_runs/a.json", "second")).isFalse();
        assertThat(files.read("_runs/a.json")).contains("first");
        assertThat(files.list("_runs")).containsExactly("a.json");
        assertThat(files.read("_runs/b.json")).isEmpty();
        assertThat(files.list("nowhere")).isEmpty();
    }

    private static Dataset<Row> fruit(Lake lake, String values) {
        return lake.session().sql("select * from values " + values + " as t(fruit, pieces)");
    }
}
