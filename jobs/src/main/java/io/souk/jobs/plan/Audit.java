package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import io.souk.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param suspects finds at least the offending rows, and as a rule no others, given the run's tables and what was published
 *     before
 * @param offenders finds the offending rows; asked where there is a suspect
 */
public record Audit(
        String name,
        String sentence,
        List<Table> about,
        BiFunction<Audit.Tables, Optional<Publication>, Dataset<Row>> suspects,
        BiFunction<Audit.Tables, Optional<Publication>, Dataset<Row>> offenders) {

    /** A law whose suspects are its offenders. */
    Audit(
            String name,
            String sentence,
            List<Table> about,
            BiFunction<Audit.Tables, Optional<Publication>, Dataset<Row>> offenders) {
        this(name, sentence, about, offenders, offenders);
    }

    /** The tables that a law is about, as a run has made them. */
    public interface Tables {

        /** The rows of all months in which any of the tables has changed; all rows where a table is not kept by month. */
        Dataset<Row> changed(Table table);

        /** All rows of a table. */
        Dataset<Row> all(Table table);
    }

    /** What a run has made. */
    public interface Made {

        Tables about(List<Table> tables);

        /** Whether the run has left a table as it was published before. */
        boolean isSame(Table table);
    }

    private static final int SHOWN = 3;
    private static final int SUSPECTS = 100;

    /** Checks some laws with one query, since most laws hold, and then asks for the offenders of those that may not. */
    static List<AuditResult> check(List<Audit> audits, Made made, Optional<Publication> before) {
        List<Audit> open =
                audits.stream().filter(audit -> !audit.isAboutNothingNew(made)).toList();
        Set<String> suspected = open.stream()
                .map(audit -> audit.suspects
                        .apply(made.about(audit.about), before)
                        .select(lit(audit.name).as("audit")))
                .reduce(Dataset::unionAll)
                .map(all -> all.distinct().collectAsList())
                .orElse(List.of())
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
        return audits.stream()
                .map(audit -> audit.result(made, before, suspected))
                .toList();
    }

    private boolean isAboutNothingNew(Made made) {
        return about.stream().allMatch(made::isSame);
    }

    private AuditResult result(Made made, Optional<Publication> before, Set<String> suspected) {
        if (isAboutNothingNew(made)) {
            return new AuditResult(name, sentence, true, "nothing that it is about has changed");
        }
        List<Row> found = suspected.contains(name)
                ? offenders.apply(made.about(about), before).limit(SHOWN).collectAsList()
                : List.of();
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
                (in, before) -> repeatedHashes(in.changed(table), table),
                (in, before) -> repeated(in.changed(table), table));
    }

    /**
     * The hashes of grains that several rows have. Rows of one grain have one hash, so hashes are compared first: that is
     * far cheaper than comparing texts, and as a rule none repeats.
     */
    private static Dataset<Row> repeatedHashes(Dataset<Row> rows, Table table) {
        return rows.groupBy(hash(table).as("hash")).count().where("count > 1").select("hash");
    }

    /** The grains that several rows have. */
    private static Dataset<Row> repeated(Dataset<Row> rows, Table table) {
        Object[] suspects = repeatedHashes(rows, table).limit(SUSPECTS).collectAsList().stream()
                .map(row -> row.get(0))
                .toArray();
        return rows.where(hash(table).isin(suspects))
                .groupBy(grain(table.grainNames()))
                .count()
                .where("count > 1");
    }

    private static Column hash(Table table) {
        return xxhash64(grain(table.grainNames()));
    }

    private static Column[] grain(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }
}
