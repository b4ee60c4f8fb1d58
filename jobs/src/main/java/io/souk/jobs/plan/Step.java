package io.souk.jobs.plan;

import io.souk.table.Table;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes one table.
 *
 * @param table what it makes
 * @param reads every table that it may read as the run has it
 * @param by how it is made, or what of it
 */
public record Step(Table table, List<Table> reads, Function<Inputs, Staged> by) {

    static Builder step(Table table) {
        return new Builder(table, List.of());
    }

    /** Collects a step; {@link #by} ends it. */
    record Builder(Table table, List<Table> reads) {

        Builder reads(Table... tables) {
            return new Builder(table, List.of(tables));
        }

        /** Makes all rows of the table. */
        Step by(Function<Inputs, Dataset<Row>> how) {
            return new Step(table, reads, in -> new Staged.All(how.apply(in)));
        }

        /** Makes what has changed. */
        Step changedBy(Function<Inputs, Staged> how) {
            return new Step(table, reads, how);
        }
    }
}
