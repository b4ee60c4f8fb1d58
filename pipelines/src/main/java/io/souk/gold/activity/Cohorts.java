package io.souk.gold.activity;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;

import io.souk.gold.Amounts;
import io.souk.gold.History;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import io.souk.time.Months;
import io.souk.timeline.BuyerCohorts;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Do buyers stay, and what are they worth? Buyers by the month, channel and tier of their first counting order on the
 * harmonised definition (that of the earliest business date, of several the earliest), followed month by month. A buyer
 * is in one cohort of a platform, so cohorts add up over channels and tiers, and all columns but ltv are sums: the
 * retention of several cohorts together is their buyers divided by their cohort_size, their ltv is their gmv_to_date
 * divided by it.
 */
public final class Cohorts {

    public static final TableColumn COHORT_MONTH =
            date("cohort_month", "Month of the buyers' first counting order, as its first day");
    public static final TableColumn MONTHS_SINCE =
            integer("months_since", "months", "The month of the figures: 0 = the cohort's own month");
    public static final TableColumn FIRST_CHANNEL =
            text("first_channel", "Channel of the last touch eligible for the first order; direct = no eligible touch");
    public static final TableColumn CITY_TIER = text("city_tier", "Tier of the first order's city; unknown");

    public static final TableColumn MONTH_OF_ORDERS =
            date("month_of_orders", "Month of the figures, as its first day: cohort_month and months_since later");
    public static final TableColumn COHORT_SIZE =
            count("cohort_size", "buyers", "Buyers of the cohort, the same in every month");
    public static final TableColumn BUYERS =
            count("buyers", "buyers", "Buyers of the cohort with a counting order in the month");
    public static final TableColumn ORDERS = count("orders", "orders", "Their counting orders of the month");
    public static final TableColumn GMV = money("gmv", "GMV of these orders: paid, flagged orders left out");
    public static final TableColumn GMV_TO_DATE = money("gmv_to_date", "gmv of the month and of all months before it");
    public static final TableColumn LTV = money(
            "ltv", "gmv_to_date / cohort_size, rounded half-even to the hundredth: GMV so far per buyer of the cohort");
    public static final TableColumn IS_MONTH_COMPLETE =
            flag("is_month_complete", "Whether the table covers the month to its last day");
    public static final TableColumn MONTHS_OF_HISTORY = integer(
            "months_of_history",
            "months",
            "Months from the first of the platform's data to the cohort's: while few, a cohort may hold buyers who had"
                    + " ordered before the data begins");

    public static final Table TABLE = Table.gold("cohorts")
            .owner("growth")
            .question("Do buyers come back in the months after their first order, and what are they worth?")
            .byMonthOf(MONTH_OF_ORDERS)
            .grain(COHORT_MONTH, MONTHS_SINCE, Keys.ANY_PLATFORM, FIRST_CHANNEL, CITY_TIER)
            .columns(
                    MONTH_OF_ORDERS,
                    COHORT_SIZE,
                    BUYERS,
                    ORDERS,
                    GMV,
                    GMV_TO_DATE,
                    LTV,
                    IS_MONTH_COMPLETE,
                    MONTHS_OF_HISTORY);

    private Cohorts() {}

    /**
     * Follows each cohort from its month to that of the span's last date, with a row also where nobody ordered.
     *
     * @param contributions rows of silver.contributions
     * @param history see {@link History}
     * @param span the months that its dates lie in get rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(Dataset<Row> contributions, Dataset<Row> history, DateSpan span, String currency) {
        Dataset<Row> keyed = Contributions.of(
                        contributions, BuyerCohorts.COHORTS, "platform", "cohort_month", "first_channel", "city_tier")
                .withColumn("cohort_month", unix_date(col("cohort_month").cast("date")))
                .join(broadcast(history), "platform");
        Amounts amounts = Amounts.in(currency);
        return Series.of(TABLE, keyed, (key, points) -> rows(key, points, span, amounts));
    }

    private static Stream<Object[]> rows(InternalRow key, Series.Points points, DateSpan span, Amounts amounts) {
        UTF8String platform = key.getUTF8String(0);
        int cohortMonth = key.getInt(1);
        UTF8String channel = key.getUTF8String(2);
        UTF8String tier = key.getUTF8String(3);
        int historyMonths = Months.between(Months.of(key.getInt(4)), cohortMonth);
        int months = Months.between(cohortMonth, Months.of(span.lastDay())) + 1;
        int firstShown = Math.max(0, Months.between(cohortMonth, Months.of(span.firstDay())));
        long[][] figures = byMonth(points, cohortMonth, months);
        long size = months > 0 ? figures[BuyerCohorts.BUYERS][0] : 0;
        long[] gmvToDate = runningSums(figures[BuyerCohorts.GMV]);
        return IntStream.range(firstShown, months).filter(since -> size != 0).mapToObj(since -> new Object[] {
            cohortMonth,
            since,
            platform,
            channel,
            tier,
            Months.plus(cohortMonth, since),
            size,
            figures[BuyerCohorts.BUYERS][since],
            figures[BuyerCohorts.ORDERS][since],
            amounts.of(figures[BuyerCohorts.GMV][since]),
            amounts.of(gmvToDate[since]),
            amounts.per(gmvToDate[since], size),
            Months.plus(cohortMonth, since + 1) - 1 <= span.lastDay(),
            historyMonths
        });
    }

    /** The measures of each month, the cohort's own first. */
    private static long[][] byMonth(Series.Points points, int cohortMonth, int months) {
        long[][] figures = new long[points.measures().length][Math.max(0, months)];
        for (int i = 0; i < points.days().length; i++) {
            int since = Months.between(cohortMonth, points.days()[i]);
            if (since < months) {
                for (int measure = 0; measure < figures.length; measure++) {
                    figures[measure][since] += points.measures()[measure][i];
                }
            }
        }
        return figures;
    }

    private static long[] runningSums(long[] values) {
        long[] sums = values.clone();
        for (int i = 1; i < sums.length; i++) {
            sums[i] = Math.addExact(sums[i], sums[i - 1]);
        }
        return sums;
    }
}
