package io.souk.jobs.plan;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import io.souk.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A law that a run's tables must keep. The query finds the rows that break it; a law holds where there are none.
 *
 * @param name short name
 * @param sentence the law
 * @param offenders finds offending rows, given the run's tables and what was published before
 */
public record Audit(String name, String sentence, BiFunction<Inputs, Optional<Publication>, Dataset<Row>> offenders) {

    private static final int SHOWN = 3;

    AuditResult check(Inputs tables, Optional<Publication> before) {
        List<Row> found = offenders.apply(tables, before).limit(SHOWN).collectAsList();
        String detail = found.isEmpty()
                ? "no offending row"
                : found.stream().map(Row::toString).collect(Collectors.joining("; "));
        return new AuditResult(name, sentence, found.isEmpty(), detail);
    }

    /** The grain of a table tells its rows apart. */
    static Audit grain(Table table) {
        String grain = String.join(", ", table.grainNames());
        return new Audit(
                "grain_of_" + table.name(),
                "%s has one row per %s.".formatted(table.qualifiedName(), grain),
                (in, before) -> in.read(table)
                        .groupBy(table.grainNames().stream()
                                .map(org.apache.spark.sql.functions::col)
                                .toArray(org.apache.spark.sql.Column[]::new))
                        .count()
                        .where("count > 1"));
    }
}
