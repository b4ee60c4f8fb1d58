package io.souk.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How far a run looks: nothing that happened after its last business date is seen, whenever it arrived. */
public final class Horizon {

    /** Column that {@link #dated} adds. */
    public static final String DATE = "horizon_date";

    private Horizon() {}

    /**
     * Rows up to a business date, by each platform's calendar; UTC where the platform is not known.
     *
     * @param rows with a column platform
     * @param moment when a row happened
     * @param platforms bronze platforms, the latest of each
     */
    public static Dataset<Row> upTo(LocalDate last, Dataset<Row> rows, Column moment, Dataset<Row> platforms) {
        return dated(rows, moment, platforms)
                .where(col(DATE).leq(lit(java.sql.Date.valueOf(last))))
                .drop(DATE);
    }

    /** The same rows with a column {@code horizon_date}: the business date of {@code moment}. */
    public static Dataset<Row> dated(Dataset<Row> rows, Column moment, Dataset<Row> platforms) {
        Dataset<Row> zones = platforms.select(col("platform"), col("time_zone").as("horizon_zone"));
        return rows.join(broadcast(zones), new String[] {"platform"}, "left")
                .withColumn(DATE, BusinessDates.of(moment, coalesce(col("horizon_zone"), lit("UTC"))))
                .drop("horizon_zone");
    }
}
