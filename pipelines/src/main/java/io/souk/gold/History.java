package io.souk.gold;

import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.timeline.Sales;
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
}
