package io.souk.jobs.trial;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.souk.Tables;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.silver.Contributions;
import io.souk.silver.Generations;
import io.souk.silver.Timelines;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares what two lakes have published, table by table: number of rows, and a sum of hashes over all of their values. */
public final class Comparison {

    /** When something was read differs between two lakes that read the same. */
    private static final Set<String> OF_THE_CLOCK =
            Set.of(IngestLog.INGESTED_AT.name(), Quarantine.QUARANTINED_AT.name());

    private Comparison() {}

    /** What a table holds: equal for equal rows in any order. */
    private record Content(long rows, String sum) {}

    /** A sentence for each table whose rows differ. */
    public static List<String> differences(Lake expected, Lake found) {
        List<String> differences = new ArrayList<>();
        Publication one = new Publications(expected).require();
        Publication other = new Publications(found).require();
        for (Table table : Tables.ALL) {
            Content wanted = content(expected, table, one);
            Content held = content(found, table, other);
            if (!wanted.equals(held)) {
                differences.add("%s: %,d rows, and undisturbed %,d rows%s"
                        .formatted(
                                table.qualifiedName(),
                                held.rows(),
                                wanted.rows(),
                                held.rows() == wanted.rows() ? ", with other values" : ""));
            }
        }
        return differences;
    }

    private static Content content(Lake lake, Table table, Publication publication) {
        long version = publication.versions().get(table.qualifiedName());
        if (table.layer() == Layer.BRONZE && lake.latestVersion(table) != version) {
            // What the last run pinned is all that there is: rows that came after it would have been read twice.
            return new Content(-1, "version %d, published %d".formatted(lake.latestVersion(table), version));
        }
        Dataset<Row> rows = merged(table, lake.readVersion(table, version));
        Column[] values = Arrays.stream(rows.columns())
                .filter(name -> !OF_THE_CLOCK.contains(name))
                .sorted()
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        Row row = rows.agg(count(lit(1)), sum(xxhash64(values).cast("decimal(38,0)")))
                .first();
        return new Content(row.getLong(0), String.valueOf(row.get(1)));
    }

    /** What a table says, however many runs have written it. */
    private static Dataset<Row> merged(Table table, Dataset<Row> rows) {
        if (table == Contributions.TABLE) {
            return Contributions.merged(rows, 0);
        }
        if (table == Timelines.TABLE) {
            return rows.groupBy("timeline_id")
                    .agg(max_by(struct("event_count", "events"), Generations.RUN_NUMBER.col())
                            .as("timeline"))
                    .where(col("timeline.event_count").gt(0));
        }
        return rows;
    }
}
