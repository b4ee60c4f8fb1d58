package io.souk.gold;

import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.timeline.Sales;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the data begins: a figure that needs earlier days cannot be known. */
public final class History {

    /** The first day of a platform's data, in epoch days. */
    public static final String START = "history_start";

    private History() {}

    private static final Table FIRST_DAYS = Table.gold("first_days")
            .columns(
                    Keys.PLATFORM,
                    text("platform_group", "Owner of the platform, where it owns several"),
                    integer(START, "days since 1970", "First day with an order"));

    /**
     * The first business date of each platform, each owner of several and all of them.
     *
     * @param contributions rows of silver.contributions
     * @return columns platform, history_start (epoch day)
     */
    public static Dataset<Row> of(Dataset<Row> contributions) {
        Dataset<Row> sales = Contributions.of(contributions, Sales.SALES, "platform", "platform_group");
        Dataset<Row> platforms = Series.of(
                FIRST_DAYS,
                sales,
                (key, points) -> firstDay(points)
                        .mapToObj(day -> new Object[] {key.getUTF8String(0), key.getUTF8String(1), day}));
        Column[] scopes = {
            col("platform"),
            when(not(col("platform_group").equalTo("")), concat(lit(Keys.GROUP_PREFIX), col("platform_group"))),
            lit(Keys.ALL)
        };
        return platforms
                .select(explode(array(scopes)).as("platform"), col(START))
                .where(col("platform").isNotNull())
                .groupBy("platform")
                .agg(min(START).as(START));
    }

    private static IntStream firstDay(Series.Points points) {
        return IntStream.range(0, points.days().length)
                .filter(i -> points.measures()[Sales.ORDERS][i] != 0)
                .map(i -> points.days()[i])
                .limit(1);
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
