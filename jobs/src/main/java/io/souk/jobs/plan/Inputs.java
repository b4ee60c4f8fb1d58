package io.souk.jobs.plan;

import io.souk.table.Table;
import java.util.function.Supplier;
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

    /** Reads a table as the publication before has it. */
    Dataset<Row> before(Table table);

    /**
     * What several steps use, made once and kept until the run ends.
     *
     * @param name tells it from others that are kept
     */
    Dataset<Row> keep(String name, Supplier<Dataset<Row>> made);
}
