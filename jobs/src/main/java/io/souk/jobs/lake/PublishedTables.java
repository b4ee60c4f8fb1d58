package io.souk.jobs.lake;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of one publication, read only: what the report, exports and {@code souk sql} see. */
public interface PublishedTables {

    /** Runs a query over the published tables, named as {@code gold.gmv} or {@code bronze.quarantine}. */
    Dataset<Row> sql(String query);

    /**
     * Addresses of the Parquet files that hold the rows of a table, for readers that know nothing of Delta; none where
     * the table has no row.
     *
     * @param table qualified name, as {@code gold.gmv}
     */
    List<String> files(String table);

    Publication publication();
}
