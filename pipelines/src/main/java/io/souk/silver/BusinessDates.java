package io.souk.silver;

import static org.apache.spark.sql.functions.from_utc_timestamp;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** The calendar of a platform. */
final class BusinessDates {

    private BusinessDates() {}

    /** The date of a moment on the clocks of {@code timeZone}. The session's own zone must be UTC. */
    static Column of(Column moment, Column timeZone) {
        return functions.to_date(from_utc_timestamp(moment, timeZone));
    }
}
