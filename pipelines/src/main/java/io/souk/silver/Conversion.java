package io.souk.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.bround;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.souk.money.Currencies;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Turns amounts into minor units of the reporting currency: at the rate of a date, or the last one before it that is at
 * most seven days old, rounded half to even in one step.
 */
public final class Conversion {

    /** The oldest rate that still serves, in days. */
    public static final int OLDEST_RATE_DAYS = 7;

    private final String reportingCurrency;
    private final int digits;
    private final Dataset<Row> rates;
    private final UserDefinedFunction convert;

    private Conversion(String reportingCurrency, int digits, Dataset<Row> rates) {
        this.reportingCurrency = reportingCurrency;
        this.digits = digits;
        this.rates = rates;
        this.convert = functions.udf(
                (UDF3<BigDecimal, BigDecimal, BigDecimal, Long>)
                        (amount, rateFrom, rateTo) -> amount == null || rateFrom == null || rateTo == null
                                ? null
                                : Long.valueOf(Currencies.toMinorUnits(amount, rateFrom, rateTo, digits)),
                DataTypes.LongType);
    }

    /**
     * Prepares the rates.
     *
     * @param fxRates bronze rates, the latest of each date and pair; may be empty where one currency is all there is
     * @param reportingCurrency ISO 4217 code with at most two digits after the point
     */
    public static Conversion to(String reportingCurrency, Dataset<Row> fxRates) {
        return by(reportingCurrency, ratesByDay(fxRates, reportingCurrency));
    }

    /** The same from rates that {@link #ratesByDay} prepared. */
    public static Conversion by(String reportingCurrency, Dataset<Row> rates) {
        int digits = Currencies.fractionDigits(reportingCurrency);
        if (digits > 2) {
            throw new IllegalArgumentException(
                    "%s has %d digits after the point, and tables hold two. Choose another reporting currency."
                            .formatted(reportingCurrency, digits));
        }
        return new Conversion(reportingCurrency, digits, rates);
    }

    public String reportingCurrency() {
        return reportingCurrency;
    }

    /** Columns: rate_day, rate_currency, rate_from, rate_to; both rates against one base. */
    public static Dataset<Row> ratesByDay(Dataset<Row> fxRates, String reportingCurrency) {
        var series = Window.partitionBy("base_currency", "currency").orderBy("rate_date");
        Column lastDay = least(
                date_add(col("rate_date"), OLDEST_RATE_DAYS),
                coalesce(
                        date_sub(lead(col("rate_date"), 1).over(series), 1),
                        date_add(col("rate_date"), OLDEST_RATE_DAYS)));
        Dataset<Row> quoted = fxRates.withColumn("last_day", lastDay)
                .select(
                        explode(sequence(col("rate_date"), col("last_day"))).as("rate_day"),
                        col("base_currency"),
                        col("currency"),
                        col("rate"),
                        col("rate_date"));
        Dataset<Row> ofBase = quoted.select(
                        col("rate_day"),
                        col("base_currency"),
                        col("base_currency").as("currency"),
                        lit(1).cast("decimal(20,10)").as("rate"),
                        col("rate_day").as("rate_date"))
                .distinct();
        Dataset<Row> all = quoted.unionByName(ofBase);
        Dataset<Row> from = all.select(
                col("rate_day"),
                col("base_currency"),
                col("currency").as("rate_currency"),
                col("rate").as("rate_from"),
                col("rate_date").as("from_date"));
        Dataset<Row> to = all.where(col("currency").equalTo(reportingCurrency))
                .select(
                        col("rate_day"),
                        col("base_currency"),
                        col("rate").as("rate_to"),
                        col("rate_date").as("to_date"));
        // Where several bases price the same pair, the one whose older rate is the youngest serves; of several the
        // first by
        // name.
        Column preferred =
                struct(datediff(col("rate_day"), least(col("from_date"), col("to_date"))), col("base_currency"));
        return from.join(to, new String[] {"rate_day", "base_currency"}, "inner")
                .groupBy("rate_day", "rate_currency")
                .agg(
                        min_by(col("rate_from"), preferred).as("rate_from"),
                        min_by(col("rate_to"), preferred).as("rate_to"));
    }

    /** Adds rate_from and rate_to for a date and currency; both null where there is no rate young enough. */
    Dataset<Row> withRates(Dataset<Row> rows, Column date, Column currency) {
        Column isOwn = currency.equalTo(reportingCurrency);
        Column one = lit(1).cast("decimal(20,10)");
        Dataset<Row> joined = rows.join(
                broadcast(rates), date.equalTo(col("rate_day")).and(currency.equalTo(col("rate_currency"))), "left");
        return joined.withColumn("rate_from", when(isOwn, one).otherwise(col("rate_from")))
                .withColumn("rate_to", when(isOwn, one).otherwise(col("rate_to")))
                .drop("rate_day", "rate_currency");
    }

    /** An amount in the row's currency as minor units, by the rates that {@link #withRates} added. */
    Column minorUnits(Column amount) {
        Column exact = amount.cast("decimal(28,4)");
        Column unconverted =
                bround(exact.multiply(lit(BigDecimal.TEN.pow(digits))), 0).cast("bigint");
        return when(col("rate_from").equalTo(col("rate_to")), unconverted)
                .otherwise(convert.apply(exact, col("rate_from"), col("rate_to")));
    }
}
