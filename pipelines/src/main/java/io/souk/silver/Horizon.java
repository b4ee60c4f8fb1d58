package io.souk.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_utc_timestamp;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far a run looks: nothing that happened after its last business date is seen, whenever it arrived. The date is that
 * of each platform's calendar; UTC where the platform is not known.
 */
public final class Horizon {

    /** Column that {@link #dated} adds. */
    public static final String DATE = "horizon_date";

    /** Column that {@link #marked} adds. */
    public static final String IS_SEEN = "is_seen";

    private Horizon() {}

    /**
     * Rows up to a business date.
     *
     * @param rows with a column platform
     * @param moment when a row happened
     * @param platforms bronze platforms, the latest of each
     */
    public static Dataset<Row> upTo(LocalDate last, Dataset<Row> rows, Column moment, Dataset<Row> platforms) {
        return marked(last, rows, moment, platforms).where(col(IS_SEEN)).drop(IS_SEEN);
    }

    /** All rows, with a column {@code is_seen}: whether they happened up to a business date. */
    public static Dataset<Row> marked(LocalDate last, Dataset<Row> rows, Column moment, Dataset<Row> platforms) {
        LocalDateTime midnight = last.plusDays(1).atStartOfDay();
        Column end = lit(midnight.toInstant(ZoneOffset.UTC));
        // One end for each platform, and a comparison for each row: the calendar is asked a handful of times.
        Dataset<Row> ends = platforms.select(
                col("platform"), to_utc_timestamp(end, col("time_zone")).as("horizon_end"));
        return rows.join(broadcast(ends), new String[] {"platform"}, "left")
                .withColumn(IS_SEEN, moment.lt(coalesce(col("horizon_end"), end)))
                .drop("horizon_end");
    }

    /** The same rows with a column {@code horizon_date}: the business date of {@code moment}. */
    public static Dataset<Row> dated(Dataset<Row> rows, Column moment, Dataset<Row> platforms) {
        Dataset<Row> zones = platforms.select(col("platform"), col("time_zone").as("horizon_zone"));
        return rows.join(broadcast(zones), new String[] {"platform"}, "left")
                .withColumn(DATE, BusinessDates.of(moment, coalesce(col("horizon_zone"), lit("UTC"))))
                .drop("horizon_zone");
    }
}
