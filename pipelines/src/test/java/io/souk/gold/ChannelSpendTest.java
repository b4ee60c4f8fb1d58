package io.souk.gold;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.bronze.FxRates;
import io.souk.bronze.Spend;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.attribution.ChannelSpend;
import io.souk.silver.ChannelSpending;
import io.souk.silver.Conversion;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ChannelSpendTest {

    private static final Dataset<Row> CREDIT =
            rows(ChannelAttribution.TABLE.columns(), Map.of("platform", "jd", "partner", "none", "reversed", "0"), """
            business_date | model      | channel | sharer_type | credited_orders | credited_gmv | credited_net
            2019-11-10    | last_touch | search  | none        | 3.000000        | 300.00       | 250.00
            2019-11-10    | linear     | search  | none        | 1.250000        | 125.00       | 125.00
            2019-11-10    | linear     | search  | partner     | 1.750000        | 175.00       | 125.00
            2019-11-10    | linear     | direct  | none        | 2.000000        | 80.00        | 80.00
            2019-11-11    | linear     | search  | none        | 0.500000        | 10.00        | 10.00
            """);

    @Test
    void spendStandsBesideTheCreditOfItsChannelByEachModel() {
        Dataset<Row> costs = spent("""
                spend_date | channel | campaign | currency | spend_amount
                2019-11-10 | search  | brand    | CNY      | 60.00
                2019-11-10 | search  | generic  | CNY      | 40.00
                2019-11-12 | banner  | all      | CNY      | 12.50
                """);

        assertRows(costs.where("model in ('linear', 'last_touch')"), """
                business_date | model      | channel | spend  | credited_orders | credited_gmv | credited_net | cost_per_order | return_on_ad_spend | reason    | business_month
                2019-11-10    | last_touch | search  | 100.00 | 3.000000        | 300.00       | 250.00       | 33.33          | 3.0                | -         | 2019-11-01
                2019-11-10    | linear     | search  | 100.00 | 3.000000        | 300.00       | 250.00       | 33.33          | 3.0                | -         | 2019-11-01
                2019-11-10    | linear     | direct  | -      | 2.000000        | 80.00        | 80.00        | -              | -                  | no_spend  | 2019-11-01
                2019-11-11    | linear     | search  | -      | 0.500000        | 10.00        | 10.00        | -              | -                  | no_spend  | 2019-11-01
                2019-11-12    | linear     | banner  | 12.50  | 0.000000        | 0.00         | 0.00         | -              | 0.0                | no_orders | 2019-11-01
                2019-11-12    | last_touch | banner  | 12.50  | 0.000000        | 0.00         | 0.00         | -              | 0.0                | no_orders | 2019-11-01
                """);
    }

    @Test
    void aSpendOfNothingCostsNothingAndReturnsNothing() {
        assertRows(spent("""
                spend_date | channel | campaign | currency | spend_amount
                2019-11-11 | search  | all      | CNY      | 0.00
                """).where("model = 'linear' and business_date = '2019-11-11'"), """
                channel | spend | cost_per_order | return_on_ad_spend | reason
                search  | 0.00  | -              | -                  | no_spend
                """);
    }

    @Test
    void spendIsConvertedRowByRowAtTheRateOfItsDateAndRoundedHalfEven() {
        assertRows(spent("""
                spend_date | channel | campaign | currency | spend_amount
                2019-11-10 | search  | a        | USD      | 0.3
                2019-11-10 | search  | b        | USD      | 0.5
                """).where("model = 'linear' and channel = 'search' and spend is not null"), """
                spend | cost_per_order
                4.00  | 1.33
                """);
        assertRows(spent("""
                spend_date | channel | campaign | currency | spend_amount
                2019-11-10 | search  | a        | USD      | 0.001
                2019-11-10 | search  | b        | USD      | 0.003
                """).where("model = 'linear' and channel = 'search' and spend is not null"), """
                spend
                0.02
                """);
    }

    @Test
    void anAmountWithoutARateLeavesItsChannelAndDateOpen() {
        assertRows(spent("""
                spend_date | channel | campaign | currency | spend_amount
                2019-11-10 | search  | a        | CNY      | 100.00
                2019-11-10 | search  | b        | EUR      | 1.00
                """).where("model = 'linear' and channel = 'search' and business_date = '2019-11-10'"), """
                spend | credited_orders | cost_per_order | return_on_ad_spend | reason
                -     | 3.000000        | -              | -                  | no_rate
                """);
    }

    @Test
    void whatIsSpentAfterTheLastDateIsNotSeen() {
        assertRows(spent("""
                spend_date | channel | campaign | currency | spend_amount
                2019-11-13 | banner  | all      | CNY      | 1.00
                """).where("channel = 'banner'"), "channel\n");
    }

    private static Dataset<Row> spent(String spend) {
        Dataset<Row> bronze = rows(Spend.CONTRACT.table().columns(), Map.of("platform", "jd"), spend);
        Dataset<Row> rates = rows(FxRates.CONTRACT.table(), """
                rate_date  | base_currency | currency | rate
                2019-11-09 | USD           | CNY      | 5
                """);
        return ChannelSpend.from(
                CREDIT, ChannelSpending.by(bronze, LocalDate.of(2019, 11, 12), Conversion.to("CNY", rates)), "CNY");
    }
}
