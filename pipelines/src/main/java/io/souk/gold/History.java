package io.souk.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_date;

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
}
