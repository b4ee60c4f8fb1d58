package io.souk.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.souk.bronze.Spend;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was spent on each channel and date, in one currency. It is a handful of rows a day, so no table keeps it. */
public final class ChannelSpending {

    /** Minor units of the reporting currency; null where an amount of the channel and date has no rate. */
    public static final String SPEND_MINOR = "spend_minor";

    /** Amounts that could not be converted, since no rate of their date is young enough. */
    public static final String UNCONVERTED = "unconverted";

    private ChannelSpending() {}

    /**
     * Adds spend up by platform, date and channel; each row is converted at the rate of its date and rounded once.
     *
     * @param spend bronze spend, the latest of each identity
     * @param last last date that is seen
     * @return columns business_date, platform, channel, {@link #SPEND_MINOR}, {@link #UNCONVERTED}
     */
    public static Dataset<Row> by(Dataset<Row> spend, LocalDate last, Conversion conversion) {
        Dataset<Row> seen = spend.where(Spend.SPEND_DATE.col().leq(lit(last)));
        Dataset<Row> converted = conversion
                .withRates(seen, Spend.SPEND_DATE.col(), Spend.CURRENCY.col())
                .withColumn("row_minor", conversion.minorUnits(Spend.SPEND_AMOUNT.col()));
        Column missing = count(when(col("row_minor").isNull(), 1));
        return converted
                .groupBy(Spend.SPEND_DATE.col().as("business_date"), Spend.PLATFORM.col(), Spend.CHANNEL.col())
                .agg(when(missing.equalTo(0), sum("row_minor")).as(SPEND_MINOR), missing.as(UNCONVERTED));
    }
}
