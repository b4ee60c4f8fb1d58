package io.souk.jobs.bench;

import java.nio.file.Path;
import java.util.List;

/** Distinct buyers of every window, counted on a join of dates and orders: {@code naive.sql}. Totals only. */
final class DuckDbNaive implements Contestant {

    @Override
    public String name() {
        return "DuckDB, count(distinct)";
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.TOTALS);
    }

    @Override
    public void run(Market market, Path out) {
        try (DuckDb duckDb = DuckDb.open(out.resolve("spill"))) {
            duckDb.script("naive.sql", market.values(out));
        }
    }
}
