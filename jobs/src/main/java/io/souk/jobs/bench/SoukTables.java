package io.souk.jobs.bench;

import io.souk.gold.History;
import io.souk.gold.activity.Cohorts;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.competition.BuyerSwitching;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.sales.Gmv;
import io.souk.jobs.lake.ParquetFolder;
import io.souk.silver.Refunds;
import io.souk.time.Window;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.BuyerCohorts;
import io.souk.timeline.ChannelCredit;
import io.souk.timeline.PlatformSwitching;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Souk's own way to every gold table that DuckDB makes too, each with all of its columns and models. */
final class SoukTables implements Contestant {

    private final ParquetFolder parquet;
    private final SoukBackfill activity;

    SoukTables(ParquetFolder parquet) {
        this.parquet = parquet;
        this.activity = new SoukBackfill(parquet);
    }

    @Override
    public String name() {
        return "Souk, all tables";
    }

    @Override
    public List<Figures> figures() {
        return Figures.ALL_TABLES;
    }

    @Override
    public void run(Market market, Path out) {
        Dataset<Row> orders = parquet.read(market.file("orders"));
        Dataset<Row> refunds = parquet.read(market.file("refunds"), Refunds.TABLE);
        Dataset<Row> contributions = FoldedMarket.contributions(
                parquet, market, parquet.read(market.file("touches")), SoukTables::contributions, out);
        Dataset<Row> history = History.of(contributions);
        activity.write(contributions, history, out);
        parquet.write(
                MarketShare.from(
                        parquet.read(out.resolve("active_buyers")),
                        contributions,
                        SoukBackfill.WINDOWS,
                        Market.SPAN,
                        Market.CURRENCY),
                out.resolve("market_share"));
        parquet.write(Cohorts.from(contributions, history, Market.SPAN, Market.CURRENCY), out.resolve("cohorts"));
        parquet.write(
                ChannelAttribution.from(contributions, refunds, LocalDate.EPOCH, Market.CURRENCY),
                out.resolve("channel_attribution"));
        parquet.write(
                BuyerSwitching.from(contributions, history, Market.SPAN, Market.CURRENCY),
                out.resolve("buyer_switching"));
        parquet.write(Gmv.from(orders, refunds, Market.CURRENCY), out.resolve("gmv"));
    }

    private static List<io.souk.timeline.Contribution> contributions() {
        return Stream.concat(
                        SoukBackfill.contributions().stream(),
                        Stream.of(
                                new ChannelCredit(AttributionRules.DEFAULT),
                                new BuyerCohorts(AttributionRules.DEFAULT),
                                new PlatformSwitching(SoukBackfill.WINDOWS.stream()
                                        .map(Window::of)
                                        .toList())))
                .toList();
    }
}
