package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.xxhash64;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import io.souk.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A law that a run's tables must keep. The query finds the rows that break it; a law holds where there are none.
 *
 * @param name short name
 * @param sentence the law
 * @param about the tables that it compares: where the run has left all of them as they were, the law still holds
 * @param offenders finds offending rows, given the run's tables and what was published before
 */
public record Audit(
        String name,
        String sentence,
        List<Table> about,
        BiFunction<Audit.Tables, Optional<Publication>, Dataset<Row>> offenders) {

    /** The tables of a run. */
    public interface Tables {

        /** The rows of a table in all months that the run has changed; all rows where the table is not kept by month. */
        Dataset<Row> changed(Table table);

        /** All rows of a table. */
        Dataset<Row> all(Table table);

        /** Whether the run has left a table as it was published before. */
        boolean isSame(Table table);
    }

    private static final int SHOWN = 3;
    private static final int SUSPECTS = 100;

    AuditResult check(Tables tables, Optional<Publication> before) {
        if (about.stream().allMatch(tables::isSame)) {
            return new AuditResult(name, sentence, true, "nothing that it is about has changed");
        }
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
                List.of(table),
                (in, before) -> repeated(in.changed(table), table));
    }

    /**
     * The grains that several rows have. Rows of one grain have one hash, so hashes are compared first: that is far
     * cheaper than comparing texts, and as a rule none repeats.
     */
    private static Dataset<Row> repeated(Dataset<Row> rows, Table table) {
        Column[] grain = table.grainNames().stream().map(functions::col).toArray(Column[]::new);
        Column hash = xxhash64(grain);
        Object[] suspects = rows
                .groupBy(hash.as("hash"))
                .count()
                .where("count > 1")
                .limit(SUSPECTS)
                .select("hash")
                .collectAsList()
                .stream()
                .map(row -> row.get(0))
                .toArray();
        return suspects.length == 0
                ? rows.limit(0)
                : rows.where(hash.isin(suspects)).groupBy(grain).count().where("count > 1");
    }
}
