package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.souk.table.TableColumn;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Where touched rows lie in a table, as it was.
 *
 * @param rows how many rows have arrived or are touched
 * @param known how many of them the table holds
 * @param months first days of the months that hold them
 * @param earliest the earliest moment of any of them; null where there is none
 */
record Extent(long rows, long known, SortedSet<LocalDate> months, Timestamp earliest) {

    static final Extent NOTHING = new Extent(0, 0, new TreeSet<>(), null);

    /** Looks touched rows up in a table. */
    static Extent of(Dataset<Row> rows, Dataset<Row> touched, String[] key, TableColumn moment, Column month) {
        Row found = rows.join(touched, key, "left_semi")
                .agg(functions.count(lit(1)), collect_set(month), min(moment.col()))
                .first();
        SortedSet<LocalDate> months = new TreeSet<>();
        found.<Date>getList(1).forEach(date -> months.add(date.toLocalDate()));
        return new Extent(found.getLong(0), found.getLong(0), months, found.getTimestamp(2));
    }

    /** The extent together with rows that have arrived, some of which the table may not hold. */
    Extent with(long arrived, Timestamp first) {
        return new Extent(rows + arrived, known, months, earlier(earliest, first));
    }

    /** The extent together with rows of another table, of whose months nobody asks. */
    Extent with(Extent other) {
        return new Extent(rows + other.rows, known, months, earlier(earliest, other.earliest));
    }

    private static Timestamp earlier(Timestamp a, Timestamp b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.before(b) ? a : b;
    }
}
