package io.souk.gold.competition;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import io.souk.gold.History;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.math.LeadChanges;
import io.souk.math.LeadChanges.LeadChange;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.Window;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;

/**
 * When did one platform pass another? The dates on which a platform is strictly ahead of one that was strictly ahead of
 * it on the last earlier date on which the two differed, by the buyers, orders and GMV of gold.market_share. Dates on
 * which they are equal do not count, so who catches up passes only when ahead. Only dates on which both have a row are
 * compared: a platform whose data begins, or who is first to be ahead, passes nobody.
 */
public final class RankCrossings {

    private static final DataType FIGURE_TYPE = DataTypes.createDecimalType(28, 2);
    private static final String FIGURE_UNIT = "buyers, orders or reporting currency";

    public static final TableColumn RANKED_BY = text("ranked_by", "What is compared: buyers, orders or gmv");
    public static final TableColumn PLATFORM = text("platform", "Marketplace that passes");
    public static final TableColumn PASSED_PLATFORM = text("passed_platform", "Marketplace that it passes");
    public static final TableColumn FIGURE =
            TableColumn.of("figure", FIGURE_TYPE, FIGURE_UNIT, "Figure of the platform that passes, on the date");
    public static final TableColumn PASSED_FIGURE =
            TableColumn.of("passed_figure", FIGURE_TYPE, FIGURE_UNIT, "Figure of the platform passed, on the date");
    public static final TableColumn PLATFORM_RANK =
            integer("platform_rank", "rank", "Rank of the platform that passes, on the date; equals share a rank");
    public static final TableColumn PASSED_PLATFORM_RANK =
            integer("passed_platform_rank", "rank", "Rank of the platform passed, on the date; equals share a rank");
    public static final TableColumn LAST_BEHIND_DATE = date(
            "last_behind_date",
            "Last earlier date on which the platform was behind; on dates between, the two were equal");
    public static final TableColumn IS_WINDOW_COMPLETE = flag(
            "is_window_complete",
            "Whether the data of both platforms reaches back to the first day of the window on last_behind_date: where"
                    + " it does not, one may have passed since its window was still filling");

    public static final Table TABLE = Table.gold("rank_crossings")
            .owner("competition")
            .question("On which dates did one platform pass another by buyers, by orders or by GMV?")
            .grain(Keys.BUSINESS_DATE, Keys.WINDOW_LENGTH, RANKED_BY, PLATFORM, PASSED_PLATFORM)
            .columns(FIGURE, PASSED_FIGURE, PLATFORM_RANK, PASSED_PLATFORM_RANK, LAST_BEHIND_DATE, IS_WINDOW_COMPLETE);

    private static final List<String> PAIR = List.of(
            "window_length", "ranked_by", "platform", "other_platform", "platform_start", "other_platform_start");
    private static final List<String> MEASURES = List.of("figure", "other_figure", "position", "other_position");

    private RankCrossings() {}

    /**
     * Compares each pair of platforms date by date.
     *
     * @param marketShare gold.market_share
     * @param history see {@link History}
     */
    public static Dataset<Row> from(Dataset<Row> marketShare, Dataset<Row> history) {
        Dataset<Row> sides = marketShare
                .select(
                        unix_date(col("business_date")).as("sum_day"),
                        col("window_length"),
                        col("platform"),
                        inline(array(
                                side("buyers", "rank_by_buyers"),
                                side("orders", "rank_by_orders"),
                                side("gmv", "rank_by_gmv"))))
                .join(
                        broadcast(history.select(
                                col("platform"), col(History.START).as("platform_start"))),
                        "platform");
        Dataset<Row> others = sides.withColumnRenamed("platform", "other_platform")
                .withColumnRenamed("platform_start", "other_platform_start")
                .withColumnRenamed("figure", "other_figure")
                .withColumnRenamed("position", "other_position");
        Dataset<Row> pairs = sides.join(others, new String[] {"sum_day", "window_length", "ranked_by"})
                .where(col("platform").lt(col("other_platform")));
        return Series.ofDays(TABLE, pairs, PAIR, MEASURES, RankCrossings::rows);
    }

    /** A figure in hundredths of its unit, which are exact, and the rank by it. */
    private static Column side(String figure, String rank) {
        return struct(
                lit(figure).as("ranked_by"),
                col(figure)
                        .cast(FIGURE_TYPE)
                        .multiply(lit(BigDecimal.valueOf(100)))
                        .cast("long")
                        .as("figure"),
                col(rank).cast("long").as("position"));
    }

    private static Stream<Object[]> rows(InternalRow key, Series.Points points) {
        Window window = Window.of(key.getString(0));
        int bothStart = Math.max(key.getInt(4), key.getInt(5));
        int[] order = IntStream.range(0, points.days().length)
                .boxed()
                .sorted(Comparator.comparingInt(point -> points.days()[point]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] figures = inOrder(points.measures()[0], order);
        long[] others = inOrder(points.measures()[1], order);
        return LeadChanges.of(figures, others).stream()
                .map(change -> row(key, points, order, change, window, bothStart));
    }

    private static long[] inOrder(long[] values, int[] order) {
        return IntStream.of(order).mapToLong(point -> values[point]).toArray();
    }

    private static Object[] row(
            InternalRow key, Series.Points points, int[] order, LeadChange change, Window window, int bothStart) {
        int point = order[change.at()];
        int lastBehind = points.days()[order[change.lastBehindAt()]];
        int passing = change.isFirst() ? 0 : 1;
        int passed = 1 - passing;
        return new Object[] {
            points.days()[point],
            key.getUTF8String(0),
            key.getUTF8String(1),
            key.getUTF8String(2 + passing),
            key.getUTF8String(2 + passed),
            figure(points.measures()[passing][point]),
            figure(points.measures()[passed][point]),
            (int) points.measures()[2 + passing][point],
            (int) points.measures()[2 + passed][point],
            lastBehind,
            window.firstDay(lastBehind) >= bothStart
        };
    }

    private static Decimal figure(long hundredths) {
        return Decimal.apply(BigDecimal.valueOf(hundredths, 2), 28, 2);
    }
}
