package io.souk.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_date;

import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the data begins: a figure that needs earlier days cannot be known. */
public final class History {

    /** The first day of a platform's data, in epoch days. */
    public static final String START = "history_start";

    private History() {}

    /**
     * The first business date of each platform, each group and all of them.
     *
     * @param orders silver orders
     * @return columns platform, history_start (epoch day)
     */
    public static Dataset<Row> of(Dataset<Row> orders) {
        Dataset<Row> platforms = orders.groupBy("platform", "platform_group")
                .agg(min(unix_date(col("business_date"))).as(START));
        Dataset<Row> groups = platforms
                .groupBy(concat(lit(Keys.GROUP_PREFIX), col("platform_group")).as("platform"))
                .agg(min(START).as(START));
        Dataset<Row> all =
                platforms.groupBy(lit(Keys.ALL).as("platform")).agg(min(START).as(START));
        return platforms
                .groupBy("platform")
                .agg(min(START).as(START))
                .unionByName(groups)
                .unionByName(all);
    }

    /**
     * The first days of all single platforms, for figures that compare platforms: a platform whose data begins late seems
     * to be empty before.
     *
     * @param history see {@link #of}
     * @return one row, column history_starts: array of epoch days
     */
    public static Dataset<Row> starts(Dataset<Row> history) {
        return history.where(not(col("platform").equalTo(Keys.ALL))
                        .and(not(col("platform").startsWith(Keys.GROUP_PREFIX))))
                .agg(collect_list(START).as("history_starts"));
    }

    /** Whether the data of some platform begins after {@code first} and not after {@code last}. */
    public static boolean beginsBetween(int[] starts, int first, int last) {
        return Arrays.stream(starts).anyMatch(start -> start > first && start <= last);
    }
}
