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
 * @param reads every table that it may read
 * @param by how it is made
 */
public record Step(Table table, List<Table> reads, Function<Inputs, Dataset<Row>> by) {

    static Builder step(Table table) {
        return new Builder(table, List.of());
    }

    /** Collects a step; {@link #by} ends it. */
    record Builder(Table table, List<Table> reads) {

        Builder reads(Table... tables) {
            return new Builder(table, List.of(tables));
        }

        Step by(Function<Inputs, Dataset<Row>> how) {
            return new Step(table, reads, how);
        }
    }
}
