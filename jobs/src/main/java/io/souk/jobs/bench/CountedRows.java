package io.souk.jobs.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.duckdb.DuckDBAppender;

/** Rows of active buyers that were counted outside of a database, by several threads. */
final class CountedRows {

    private final Queue<Row> rows = new ConcurrentLinkedQueue<>();

    /**
     * Where a count belongs.
     *
     * @param day epoch day
     */
    record Place(int day, String platform, String definition, String windowLength) {}

    private record Row(Place place, String segmentKind, String segment, long buyers) {}

    void add(Place place, String segmentKind, String segment, long buyers) {
        rows.add(new Row(place, segmentKind, segment, buyers));
    }

    /** Writes all rows as Parquet. */
    void write(DuckDb duckDb, Path file) {
        duckDb.execute(
                "create table counted (as_of_date date, platform varchar, definition varchar, window_length varchar,"
                        + " segment_kind varchar, segment varchar, active_buyers bigint)");
        try (DuckDBAppender appender = duckDb.appender("counted")) {
            for (Row row : rows) {
                appender.beginRow();
                appender.append(LocalDate.ofEpochDay(row.place.day));
                appender.append(row.place.platform);
                appender.append(row.place.definition);
                appender.append(row.place.windowLength);
                appender.append(row.segmentKind);
                appender.append(row.segment);
                appender.append(row.buyers);
                appender.endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The counted rows cannot be written: " + e.getMessage(), e);
        }
        duckDb.execute("copy counted to '%s' (format parquet)".formatted(DuckDb.escaped(file.toString())));
    }
}
