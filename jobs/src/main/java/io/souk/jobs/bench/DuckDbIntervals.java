package io.souk.jobs.bench;

import java.nio.file.Path;
import java.util.List;

/** The same intervals as Souk's, in SQL: {@code duckdb.sql}. */
final class DuckDbIntervals implements Contestant {

    static final String NAME = "DuckDB, intervals";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.ACTIVE_BUYERS, Figures.GROWTH, Figures.OVERLAP);
    }

    @Override
    public void run(Market market, Path out) {
        try (DuckDb duckDb = DuckDb.open(out.resolve("spill"))) {
            duckDb.script("duckdb.sql", market.values(out));
        }
    }
}
