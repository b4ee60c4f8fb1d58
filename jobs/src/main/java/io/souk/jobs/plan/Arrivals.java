package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.souk.bronze.Contract;
import io.souk.bronze.FxRates;
import io.souk.jobs.lake.Publication;
import io.souk.silver.Horizon;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of bronze that make a run differ from the publication before: they have arrived since, or had arrived and lay
 * after its last date.
 */
final class Arrivals {

    /** The zone in which a date begins first is fourteen hours ahead of UTC. */
    private static final int EARLIEST_ZONE_HOURS = 14;

    private final Publication before;
    private final Map<String, Long> versions;
    private final LocalDate last;

    /**
     * Compares a run with a publication.
     *
     * @param versions the run's versions of bronze tables by qualified name
     * @param last last business date of the run
     */
    Arrivals(Publication before, Map<String, Long> versions, LocalDate last) {
        this.before = before;
        this.versions = versions;
        this.last = last;
    }

    /** Whether a table has changed at all since the publication. */
    boolean changed(Table table) {
        return !versions.get(table.qualifiedName()).equals(before.versions().get(table.qualifiedName()));
    }

    /** The rows that have arrived since. */
    Dataset<Row> since(Dataset<Row> rows) {
        return rows.where(isNew());
    }

    /** The rows that had arrived before. */
    Dataset<Row> before(Dataset<Row> rows) {
        return rows.where(not(isNew()));
    }

    /**
     * The rows that have arrived since, or have come within the run's dates.
     *
     * @param moment when a row happened
     * @param platforms bronze platforms, the latest of each
     */
    Dataset<Row> of(Dataset<Row> rows, TableColumn moment, Dataset<Row> platforms) {
        Column mayBeLater = moment.col()
                .geq(lit(before.lastDate()
                        .plusDays(1)
                        .atStartOfDay()
                        .minusHours(EARLIEST_ZONE_HOURS)
                        .toInstant(ZoneOffset.UTC)));
        Dataset<Row> candidates = rows.where(isNew().or(mayBeLater));
        if (!last.isAfter(before.lastDate())) {
            return since(rows);
        }
        String seen = "was_seen";
        Dataset<Row> marked = Horizon.marked(
                last,
                Horizon.marked(before.lastDate(), candidates, moment.col(), platforms)
                        .withColumnRenamed(Horizon.IS_SEEN, seen),
                moment.col(),
                platforms);
        return marked.where(isNew().or(not(col(seen)).and(col(Horizon.IS_SEEN))))
                .drop(seen, Horizon.IS_SEEN);
    }

    /** The first date of a new rate; null where there is none. */
    LocalDate firstNewRate(Inputs in) {
        if (!changed(Lookups.RATES)) {
            return null;
        }
        Row first =
                since(in.read(Lookups.RATES)).agg(min(FxRates.RATE_DATE.col())).first();
        return first.isNullAt(0) ? null : first.getDate(0).toLocalDate();
    }

    private Column isNew() {
        Column isOfUnknownSource = lit(true);
        Column isOfNewBatch = lit(false);
        for (Map.Entry<String, Long> source : before.batches().entrySet()) {
            Column isOfSource = Contract.SOURCE_NAME.col().equalTo(source.getKey());
            isOfNewBatch =
                    isOfNewBatch.or(isOfSource.and(Contract.INGEST_BATCH.col().gt(source.getValue())));
            isOfUnknownSource = isOfUnknownSource.and(not(isOfSource));
        }
        return isOfNewBatch.or(isOfUnknownSource);
    }
}
