package io.souk.jobs.plan;

import io.souk.bronze.IngestLog;
import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Transaction;
import io.souk.table.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Puts a {@link RandomMarket} into the bronze tables of a lake. */
public final class ArrivedMarket {

    private ArrivedMarket() {}

    /** A small market of several platforms, published by one run. */
    public static void publish(Lake lake, long seed) {
        int days = 4;
        RandomMarket market = new RandomMarket(seed, 40, days);
        for (int batch = 0; batch < days; batch++) {
            arrive(lake, market, batch);
        }
        Run.Progress silent = new Run.Progress() {
            @Override
            public void step(int number, int steps, String what) {}

            @Override
            public void note(String what) {}
        };
        new Run(lake, Config.defaults(), silent).over(Optional.empty(), Optional.empty(), "CNY", Instant.EPOCH);
    }

    /** Appends the rows of one batch. */
    static void arrive(Lake lake, RandomMarket market, int batch) {
        market.batch(batch)
                .forEach((contract, rows) -> lake.append(
                        contract.table(),
                        dataset(contract.table(), rows),
                        new Transaction("test/" + contract.name(), batch + 1)));
        lake.append(
                IngestLog.TABLE,
                dataset(IngestLog.TABLE, List.of(Map.of("source_name", "test", "ingest_batch", batch + 1L))),
                new Transaction("ingest/test/ingest_log", batch + 1));
    }

    private static Dataset<Row> dataset(Table table, List<Map<String, Object>> rows) {
        List<Row> made = rows.stream()
                .map(row -> RowFactory.create(table.columns().stream()
                        .map(column -> row.get(column.name()))
                        .toArray()))
                .toList();
        return SparkSession.active().createDataFrame(made, table.schema());
    }
}
