package io.souk.gold.attribution;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.silver.Contributions;
import io.souk.table.InternalRows;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import io.souk.timeline.JourneyCounts;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which channels earned the sales of a period, judged by all journeys of the period together? The models whose credit is
 * no sum over orders: removal effects of a Markov chain of order 1, and Shapley values of the game of conversions (see
 * docs/ATTRIBUTION.md). They come from counts of journeys by day, so that no journey is read again for a quarter.
 *
 * <p>Per period, platform and model, credit adds up to the paid orders and to gmv_paid. A channel that is on no journey
 * with an order earns nothing by either model. Periods without a paid order have no rows.
 */
public final class ModelledAttribution {

    /** Values of {@code model}: named as {@code souk attribute} names them. */
    public static final String MARKOV = "markov_1";

    public static final String SHAPLEY = "shapley";

    public static final TableColumn PERIOD_START = date("period_start", "First day of the period");
    public static final TableColumn PERIOD_LENGTH = text("period_length", "month, quarter or year of the calendar");
    public static final TableColumn PLATFORM =
            text("platform", "Marketplace; all = the journeys of all platforms, each on its own platform");
    public static final TableColumn MODEL = text(
            "model",
            "markov_1 = removal effects of a Markov chain of order 1; shapley = Shapley values of the game of conversions");
    public static final TableColumn CHANNEL =
            text("channel", "Channel; direct = orders without an eligible touch, and touches of the channel direct");
    public static final TableColumn CREDITED_ORDERS = TableColumn.of(
            "credited_orders",
            DataTypes.createDecimalType(20, 6),
            "orders",
            "Parts of the paid orders of the period, adding up to them exactly");
    public static final TableColumn CREDITED_GMV =
            money("credited_gmv", "Parts of gmv_paid of the period, adding up to it exactly");
    public static final TableColumn REMOVAL_EFFECT = ratio(
                    "removal_effect", "Part of the orders that is lost without the channel; null for other models")
            .optional();
    public static final TableColumn SHORTENED_JOURNEYS = count(
            "shortened_journeys",
            "journeys",
            "Journeys of the period and platform with more touches than count (100 unless configured): only the first and the last ones do");
    public static final TableColumn IS_PERIOD_COMPLETE =
            flag("is_period_complete", "Whether the tables cover the period to its last day");

    public static final Table TABLE = Table.gold("modelled_attribution")
            .owner("marketing")
            .question("Which channels earned the sales of a period, judged by all of its journeys together?")
            .grain(PERIOD_START, PERIOD_LENGTH, PLATFORM, MODEL, CHANNEL)
            .columns(CREDITED_ORDERS, CREDITED_GMV, REMOVAL_EFFECT, SHORTENED_JOURNEYS, IS_PERIOD_COMPLETE);

    private ModelledAttribution() {}

    /**
     * All periods.
     *
     * @param contributions rows of silver.contributions
     * @param span dates that the tables cover
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> contributions, DateSpan span, String currency) {
        Dataset<Row> counts = contributions
                .where(Contributions.SUM_NAME.col().isin(JourneyCounts.STEPS, JourneyCounts.SETS))
                .select(
                        explode(array(get(Contributions.SUM_KEY.col(), lit(0)), lit(Keys.ALL)))
                                .as("scope"),
                        Contributions.SUM_NAME.col(),
                        Contributions.SUM_KEY.col(),
                        Contributions.POINTS.col())
                .repartition(col("scope"));
        Amounts amounts = Amounts.in(currency);
        int lastDay = Math.toIntExact(span.last().toEpochDay());
        return TABLE.conform(InternalRows.dataset(
                contributions,
                InternalRows.of(counts).mapPartitions(rows -> new PeriodModels(amounts, lastDay).over(rows)),
                TABLE.made()));
    }
}
