package io.souk.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.Tables;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.silver.Contributions;
import io.souk.silver.Orders;
import io.souk.silver.Timelines;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The law of daily runs: however events arrive, running day by day comes to the tables that one run over all of them makes. */
class DifferenceTest {

    private static final int DAYS = Integer.getInteger("souk.difference.days", 4);
    private static final int HISTORIES = Integer.getInteger("souk.difference.histories", 40);
    private static final long SEED = Long.getLong("souk.difference.seed", 20_191_111L);

    private static final long WHATEVER_SIZE = Long.MAX_VALUE;

    private final List<String> notes = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void dailyRunsComeToTheTablesOfOneRun() {
        RandomMarket market = new RandomMarket(SEED, HISTORIES, DAYS);
        Lake daily = LakeFixture.open(folder.resolve("daily"));
        Lake atOnce = LakeFixture.open(folder.resolve("at-once"));
        for (int day = 0; day < DAYS; day++) {
            ArrivedMarket.arrive(daily, market, day);
            ArrivedMarket.arrive(atOnce, market, day);
            if (day == DAYS - 1) {
                leaveBehind(daily);
            }
            // By turns rows are sent to each other, and lie together from the start.
            run(daily, day % 2 == 0 ? WHATEVER_SIZE : 0).through(date(day), "CNY", Instant.EPOCH.plusSeconds(day));
        }
        run(atOnce, 0).through(date(DAYS - 1), "CNY", Instant.EPOCH);

        assertThat(notes).as("runs that made everything anew").isEmpty();
        assertThat(atOnce.read(Orders.TABLE).count()).isGreaterThan(HISTORIES);
        assertThat(atOnce.read(ActiveBuyers.TABLE).count()).isGreaterThan(HISTORIES);
        for (Table table : Tables.ALL) {
            if (table.layer() != Layer.BRONZE) {
                assertThat(rows(daily, table))
                        .as(table.qualifiedName())
                        .containsExactlyInAnyOrderElementsOf(rows(atOnce, table));
            }
        }
    }

    /** What a run that was killed before it published has written. */
    private static void leaveBehind(Lake lake) {
        lake.add(Contributions.TABLE, lake.read(Contributions.TABLE).localCheckpoint());
        lake.replace(Orders.TABLE, lake.read(Orders.TABLE).limit(1).localCheckpoint());
    }

    private Run run(Lake lake, long smallBytes) {
        return new Run(
                lake,
                Config.defaults(),
                new Run.Progress() {
                    @Override
                    public void step(int number, int steps, String what) {
                        if (Boolean.getBoolean("souk.difference.verbose")) {
                            System.err.printf("%tT [%2d/%d] %s%n", System.currentTimeMillis(), number, steps, what);
                        }
                    }

                    @Override
                    public void note(String what) {
                        notes.add(what);
                    }
                },
                0,
                smallBytes);
    }

    private static LocalDate date(int day) {
        return RandomMarket.FIRST.plusDays(day);
    }

    /** What a table says, whatever the runs that wrote it: sums of one key added up, of each person the last timeline. */
    private static List<String> rows(Lake lake, Table table) {
        Dataset<Row> rows = lake.read(table);
        if (table == Contributions.TABLE) {
            rows = Contributions.merged(rows, 0);
        } else if (table == Timelines.TABLE) {
            rows = rows.groupBy("timeline_id")
                    .agg(org.apache
                            .spark
                            .sql
                            .functions
                            .max_by(
                                    org.apache.spark.sql.functions.struct("event_count", "events"),
                                    org.apache.spark.sql.functions.col("run_number"))
                            .as("timeline"))
                    .where("timeline.event_count > 0");
        }
        return rows.toJSON().collectAsList();
    }
}
