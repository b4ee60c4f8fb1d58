package io.souk.jobs.bench;

import io.souk.jobs.attribute.Attribution;
import io.souk.jobs.attribute.NamedColumn;
import io.souk.jobs.attribute.PathFile;
import io.souk.math.Credit;
import io.souk.math.RuleSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;

/** The field's way: DuckDB counts the paths, and the models of {@code souk attribute}, all twelve, read them. */
final class CountedPaths implements Contestant {

    private static final Set<String> COMPARED = Set.of("first_touch", "last_touch", "markov_1", "shapley");

    @Override
    public String name() {
        return "DuckDB counts paths, souk attribute";
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.CREDIT);
    }

    @Override
    public void run(Market market, Path out) {
        try (DuckDb duckDb = DuckDb.open(out.resolve("spill"))) {
            duckDb.script("paths.sql", market.values(out));
            PathFile.Columns columns = new PathFile.Columns(
                    column("path"),
                    column("total_conversions"),
                    column("total_conversion_value"),
                    column("total_null"));
            Attribution attribution =
                    new Attribution(PathFile.read(out.resolve("paths.parquet"), columns, " > "), RuleSettings.DEFAULT);
            write(attribution.credits(Set.of()), duckDb, out.resolve(Figures.CREDIT.file() + ".parquet"));
        }
    }

    private static NamedColumn column(String name) {
        return new NamedColumn("", List.of(name), false);
    }

    private static void write(Map<String, Credit> credits, DuckDb duckDb, Path file) {
        duckDb.execute("create temp table credit (model varchar, channel varchar, credited_orders decimal(20,6))");
        try (DuckDBAppender rows = duckDb.appender("credit")) {
            for (String model : COMPARED) {
                for (Map.Entry<String, BigDecimal> earned :
                        credits.get(model).conversions().entrySet()) {
                    rows.beginRow();
                    rows.append(model);
                    rows.append(earned.getKey());
                    rows.append(earned.getValue());
                    rows.endRow();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not take the credit: " + e.getMessage(), e);
        }
        duckDb.execute("copy credit to '%s' (format parquet)".formatted(DuckDb.escaped(file.toString())));
    }
}
