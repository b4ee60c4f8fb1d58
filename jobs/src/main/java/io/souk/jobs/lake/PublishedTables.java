package io.souk.jobs.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of one publication, read only: what the report, exports and {@code souk sql} see. */
public interface PublishedTables {

    /** Runs a query over the published tables, named as {@code gold.gmv} or {@code bronze.quarantine}. */
    Dataset<Row> sql(String query);

    Publication publication();
}
