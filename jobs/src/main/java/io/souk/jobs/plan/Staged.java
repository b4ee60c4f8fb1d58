package io.souk.jobs.plan;

import io.souk.table.Table;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a step makes of its table. */
public sealed interface Staged {

    /** All rows of the table. */
    record All(Dataset<Row> rows) implements Staged {}

    /**
     * All rows of some months; other months stay as they are.
     *
     * @param months first days of the months
     */
    record Months(Dataset<Row> rows, Set<LocalDate> months) implements Staged {}

    /** Rows beside those that are there. */
    record More(Dataset<Row> rows) implements Staged {}

    /** The table stays as it is. */
    record Same() implements Staged {}

    /** The rows of a table as they were, but for some months whose rows are given. */
    static Staged months(Dataset<Row> rows, Collection<LocalDate> months) {
        return months.isEmpty() ? new Same() : new Months(rows, new TreeSet<>(months));
    }

    /** Rows that lie in some of the months of a table that is kept by month. */
    static Dataset<Row> in(Collection<LocalDate> months, Dataset<Row> rows) {
        return rows.where(Table.MONTH.col().isin(months.toArray()));
    }

    /** The months of some rows, by their first days. */
    static SortedSet<LocalDate> monthsOf(Dataset<Row> rows) {
        SortedSet<LocalDate> months = new TreeSet<>();
        rows.select(Table.MONTH.col())
                .distinct()
                .collectAsList()
                .forEach(row -> months.add(row.getDate(0).toLocalDate()));
        return months;
    }
}
