package io.souk.jobs.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares the figures of two contestants row by row, by DuckDB, over the files that they wrote. */
final class Comparison {

    private Comparison() {}

    /**
     * One of the two.
     *
     * @param name who wrote
     * @param folder where
     */
    record Side(String name, Path folder) {

        /** A query of the figures. */
        private String query(Figures figures) {
            Path file = folder.resolve(figures.file() + ".parquet");
            String files = Files.exists(file) ? file.toString() : folder.resolve(figures.file()) + "/*.parquet";
            String rows = "select %s from read_parquet('%s')".formatted(figures.columns(), DuckDb.escaped(files));
            return figures.condition().isEmpty() ? rows : rows + " where " + figures.condition();
        }
    }

    /**
     * Compares figures.
     *
     * @return how many rows each side has
     * @throws UnequalResultsException with a row that only one side has
     */
    static long of(Figures figures, Side one, Side other) {
        try (DuckDb duckDb = DuckDb.open(one.folder.resolve("spill"))) {
            duckDb.execute("create temp table one as " + one.query(figures));
            duckDb.execute("create temp table other as " + other.query(figures));
            long rows = count(duckDb, "one");
            requireNothing(duckDb, figures, "one", "other", one.name, other.name);
            requireNothing(duckDb, figures, "other", "one", other.name, one.name);
            if (rows == 0) {
                throw new UnequalResultsException(
                        "%s and %s both wrote no rows of %s".formatted(one.name, other.name, figures.file()));
            }
            return rows;
        }
    }

    private static long count(DuckDb duckDb, String table) {
        List<Long> counts = new ArrayList<>();
        duckDb.query("select count(*) from " + table, row -> counts.add(row.getLong(1)));
        return counts.get(0);
    }

    private static void requireNothing(
            DuckDb duckDb, Figures figures, String table, String without, String writer, String reader) {
        duckDb.query(
                "select r::varchar, count(*) over () from (from %s except all from %s) r order by 1 limit 1"
                        .formatted(table, without),
                row -> {
                    throw new UnequalResultsException("%s: %,d rows are in the results of %s and not in those of %s: %s"
                            .formatted(figures.file(), row.getLong(2), writer, reader, row.getString(1)));
                });
    }
}
