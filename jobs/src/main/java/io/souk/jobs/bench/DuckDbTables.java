package io.souk.jobs.bench;

import java.nio.file.Path;
import java.util.List;

/** The same tables in SQL: {@code duckdb.sql} for activity, then {@code tables.sql} for all others. */
final class DuckDbTables implements Contestant {

    @Override
    public String name() {
        return "DuckDB, all tables";
    }

    @Override
    public List<Figures> figures() {
        return Figures.ALL_TABLES;
    }

    @Override
    public void run(Market market, Path out) {
        try (DuckDb duckDb = DuckDb.open(out.resolve("spill"))) {
            duckDb.script("duckdb.sql", market.values(out));
            duckDb.script("tables.sql", market.values(out));
        }
    }
}
