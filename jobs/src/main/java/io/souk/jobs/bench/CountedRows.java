package io.souk.jobs.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import org.duckdb.DuckDBAppender;

/** Rows of active buyers that were counted outside of a database: written to Parquet when closed. */
final class CountedRows implements AutoCloseable {

    private final DuckDb duckDb;
    private final DuckDBAppender appender;
    private final Path file;

    private CountedRows(DuckDb duckDb, DuckDBAppender appender, Path file) {
        this.duckDb = duckDb;
        this.appender = appender;
        this.file = file;
    }

    /**
     * Where a count belongs.
     *
     * @param day epoch day
     */
    record Place(int day, String platform, String definition, String windowLength) {}

    static CountedRows into(DuckDb duckDb, Path file) {
        duckDb.execute(
                "create table counted (as_of_date date, platform varchar, definition varchar, window_length varchar,"
                        + " segment_kind varchar, segment varchar, active_buyers bigint)");
        return new CountedRows(duckDb, duckDb.appender("counted"), file);
    }

    void add(Place place, String segmentKind, String segment, long buyers) {
        try {
            appender.beginRow();
            appender.append(LocalDate.ofEpochDay(place.day));
            appender.append(place.platform);
            appender.append(place.definition);
            appender.append(place.windowLength);
            appender.append(segmentKind);
            appender.append(segment);
            appender.append(buyers);
            appender.endRow();
        } catch (SQLException e) {
            throw new IllegalStateException("A counted row cannot be kept: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            appender.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The counted rows cannot be kept: " + e.getMessage(), e);
        }
        duckDb.execute("copy counted to '%s' (format parquet)".formatted(file));
    }
}
