package io.souk.jobs.report;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.PublishedTables;
import io.souk.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Published tables made of rows in memory: each is a temporary view of its declared schema. */
final class ViewTables implements PublishedTables {

    private final SparkSession session;
    private final String prefix;
    private final Publication publication;
    private final AtomicInteger queries = new AtomicInteger();

    /**
     * @param prefix keeps the views of one lake apart from those of another in the same session
     */
    ViewTables(SparkSession session, String prefix, Publication publication) {
        this.session = session;
        this.prefix = prefix;
        this.publication = publication;
    }

    /** Publishes a table: the values of each row in the order of the declaration; those left out at the end are null. */
    ViewTables with(Table table, List<Object[]> rows) {
        int columns = table.made().size();
        List<Row> whole = rows.stream()
                .map(row -> RowFactory.create(Arrays.copyOf(row, columns)))
                .toList();
        return with(table, table.conform(session.createDataFrame(whole, table.made())));
    }

    /** Publishes a table of these rows. */
    ViewTables with(Table table, Dataset<Row> rows) {
        rows.createOrReplaceTempView(viewOf(table.layer().sqlName()) + table.name());
        return this;
    }

    @Override
    public Optional<Dataset<Row>> rows(Table table) {
        queries.incrementAndGet();
        String view = viewOf(table.layer().sqlName()) + table.name();
        return session.catalog().tableExists(view) ? Optional.of(session.table(view)) : Optional.empty();
    }

    @Override
    public Dataset<Row> sql(String query) {
        throw new UnsupportedOperationException("The report asks tables one by one");
    }

    @Override
    public Dataset<Row> ask(String question) {
        return sql(question);
    }

    @Override
    public List<String> files(String table) {
        throw new UnsupportedOperationException("Rows in memory have no files");
    }

    @Override
    public Publication publication() {
        return publication;
    }

    int queries() {
        return queries.get();
    }

    private String viewOf(String layer) {
        return prefix + "_" + layer + "_";
    }
}
