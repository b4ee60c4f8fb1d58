package io.souk.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.gold.sales.Gmv;
import io.souk.jobs.LakeFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock of object stores, tried on a disk: it asks nothing of the store but to create a file once. */
class LeaseLockTest {

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void aShortLease() {
        lake = LakeFixture.open(folder);
        lake.session().sparkContext().hadoopConfiguration().set(LeaseLock.LEASE, "3");
    }

    @AfterEach
    void theUsualLease() {
        lake.session().sparkContext().hadoopConfiguration().unset(LeaseLock.LEASE);
        lake.heldBy(null);
    }

    @Test
    void aSecondRunIsTurnedAwayAndToldWhoHoldsTheLake() {
        LeaseLock first = LeaseLock.take(lake.files());

        assertThatThrownBy(() -> LeaseLock.take(lake.files()))
                .isInstanceOf(LakeBusyException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());

        first.close();
        LeaseLock.take(lake.files()).close();
        assertThat(lake.files().list("_locks")).containsExactly("0000000002.alive", "0000000002.json");
    }

    @Test
    void theLockOfARunThatWasKilledRunsOut() {
        lake.files().createIfAbsent("_locks/0000000001.json", "{\"id\": \"dead\", \"host\": \"h\", \"process\": 1}");
        lake.files().write("_locks/0000000001.alive", "dead 7");

        LeaseLock second = LeaseLock.take(lake.files());

        second.requireHeld(lake, null, publication(Map.of()));
        second.close();
    }

    @Test
    void aHolderWithALongLeaseIsBelievedByWhoeverHasAShortOne() throws Exception {
        // A sign every four seconds; who watches with a lease of three would give up before the next one.
        lake.files()
                .createIfAbsent(
                        "_locks/0000000001.json",
                        "{\"id\": \"slow\", \"host\": \"h\", \"process\": 1, \"beatMillis\": 4000}");
        lake.files().write("_locks/0000000001.alive", "slow 1");
        CompletableFuture<Void> beats = CompletableFuture.runAsync(
                () -> lake.files().write("_locks/0000000001.alive", "slow 2"),
                CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS));

        assertThatThrownBy(() -> LeaseLock.take(lake.files())).isInstanceOf(LakeBusyException.class);
        beats.join();
    }

    @Test
    void aRunThatSleptThroughItsLeaseDoesNotPublish() {
        try (LeaseLock sleeper = LeaseLock.take(lake.files())) {
            lake.files()
                    .createIfAbsent("_locks/0000000002.json", "{\"id\": \"b\", \"host\": \"other\", \"process\": 2}");

            assertThatThrownBy(sleeper::requireAlive).isInstanceOf(LakeBusyException.class);
            assertThatThrownBy(() -> sleeper.requireHeld(lake, null, publication(Map.of())))
                    .isInstanceOf(LakeBusyException.class)
                    .hasMessageContaining("process 2 on other");
        }
    }

    @Test
    void rowsThatASleeperWroteInBetweenAreNotPublished() {
        try (LeaseLock holder = LeaseLock.take(lake.files())) {
            lake.heldBy(holder);
            String mark = lake.setting(Lake.COMMIT_MARK, "");
            long first = lake.replace(Gmv.TABLE, row()).version();
            holder.requireHeld(lake, null, publication(Map.of("gold.gmv", first)));

            lake.session().conf().set(Lake.COMMIT_MARK, "a sleeper");
            long foreign = lake.add(Gmv.TABLE, row()).version();
            lake.session().conf().set(Lake.COMMIT_MARK, mark);
            long own = lake.add(Gmv.TABLE, row()).version();
            assertThat(own).isEqualTo(foreign + 1);
            assertThatThrownBy(() -> holder.requireHeld(lake, null, publication(Map.of("gold.gmv", own))))
                    .isInstanceOf(LakeBusyException.class)
                    .hasMessageContaining("gold.gmv");

            lake.restore(Gmv.TABLE, first);
            long restored = lake.latestVersion(Gmv.TABLE);
            assertThat(restored).isGreaterThan(own);
            holder.requireHeld(lake, publication(Map.of("gold.gmv", first)), publication(Map.of("gold.gmv", restored)));
        }
    }

    /** A row of which only the types are right. */
    private Dataset<Row> row() {
        Column[] columns = Gmv.TABLE.columns().stream()
                .map(column -> functions
                        .lit(column.type() == DataTypes.DateType ? "2024-05-01" : "1")
                        .cast(column.type())
                        .as(column.name()))
                .toArray(Column[]::new);
        return lake.session().range(1).select(columns);
    }

    private static Publication publication(Map<String, Long> versions) {
        LocalDate date = LocalDate.of(2024, 5, 1);
        return new Publication(1, "run", Instant.EPOCH, date, date, null, "EUR", 0, "", Map.of(), versions, List.of());
    }
}
