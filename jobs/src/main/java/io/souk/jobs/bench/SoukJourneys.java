package io.souk.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.attribution.JourneySteps;
import io.souk.gold.attribution.ModelledAttribution;
import io.souk.jobs.lake.ParquetFolder;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.ChannelCredit;
import io.souk.timeline.JourneyCounts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Souk's own way from touches and orders to credit: timelines, counts by day, and every model of the lake from them. */
final class SoukJourneys implements Contestant {

    private final ParquetFolder parquet;

    SoukJourneys(ParquetFolder parquet) {
        this.parquet = parquet;
    }

    @Override
    public String name() {
        return "Souk, by day";
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.CREDIT);
    }

    @Override
    public void run(Market market, Path out) {
        Dataset<Row> refunds = parquet.read(market.file("refunds"));
        Dataset<Row> contributions = FoldedMarket.contributions(
                parquet, market, parquet.read(market.file("touches")), SoukJourneys::contributions, out);
        Path rules = out.resolve("channel_attribution");
        Path models = out.resolve("modelled_attribution");
        parquet.write(ChannelAttribution.from(contributions, refunds, LocalDate.EPOCH, Market.CURRENCY), rules);
        parquet.write(ModelledAttribution.from(contributions, Market.SPAN, Market.CURRENCY), models);
        parquet.write(JourneySteps.from(contributions, LocalDate.EPOCH), out.resolve("journey_steps"));
        parquet.write(credit(rules, models), out.resolve(Figures.CREDIT.file()));
    }

    /** What both ways say to the last digit: rules that divide no order, and the models of the whole year. */
    private Dataset<Row> credit(Path rules, Path models) {
        Dataset<Row> whole = parquet.read(rules)
                .where(col("model").isin("first_touch", "last_touch"))
                .groupBy("model", "channel")
                .agg(sum("credited_orders").cast("decimal(20,6)").as("credited_orders"));
        return whole.unionByName(parquet.read(models)
                .where("period_length = 'year' and platform = 'all'")
                .select("model", "channel", "credited_orders"));
    }

    private static List<io.souk.timeline.Contribution> contributions() {
        return List.of(new ChannelCredit(AttributionRules.DEFAULT), new JourneyCounts(AttributionRules.DEFAULT));
    }
}
