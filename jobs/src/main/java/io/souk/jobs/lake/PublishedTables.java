package io.souk.jobs.lake;

import io.souk.table.Table;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of one publication, read only: what the report, exports and {@code souk sql} see. */
public interface PublishedTables {

    /** The rows of a table; empty where it is not published. To read them costs far less than to ask for them in SQL. */
    Optional<Dataset<Row>> rows(Table table);

    /**
     * Answers a question of ours about one table, as cheaply as its rows are read; empty where it is not published.
     *
     * @param query knows the table by its bare name, as {@code gmv}
     */
    default Optional<Dataset<Row>> answer(Table table, String query) {
        return rows(table).map(rows -> {
            rows.createOrReplaceTempView(table.name());
            return rows.sparkSession().sql(query);
        });
    }

    /** Runs a statement of ours, or one that may do anything, over the published tables, named as {@code gold.gmv}. */
    Dataset<Row> sql(String query);

    /**
     * Answers a question of somebody else: a query over the published tables, which can do nothing but read them.
     *
     * @throws IllegalArgumentException where it is more than that
     */
    Dataset<Row> ask(String question);

    /**
     * Addresses of the Parquet files that hold the rows of a table, for readers that know nothing of Delta; none where
     * the table has no row.
     *
     * @param table qualified name, as {@code gold.gmv}
     */
    List<String> files(String table);

    Publication publication();
}
