package io.souk.jobs.plan;

import io.souk.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables that a step declared, at the versions of its run. */
public interface Inputs {

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException where the step did not declare it
     */
    Dataset<Row> read(Table table);
}
