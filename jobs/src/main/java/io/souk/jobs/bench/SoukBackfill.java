package io.souk.jobs.bench;

import io.souk.gold.History;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.competition.BuyerOverlap;
import io.souk.jobs.lake.ParquetFolder;
import io.souk.silver.Contributions;
import io.souk.silver.Timelines;
import io.souk.time.Window;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.PlatformOverlap;
import io.souk.timeline.Sales;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Souk's own way: timelines, contributions, gold; the tables with all of their columns. */
final class SoukBackfill implements Contestant {

    private static final long RUN = 1;

    private final ParquetFolder parquet;

    SoukBackfill(ParquetFolder parquet) {
        this.parquet = parquet;
    }

    @Override
    public String name() {
        return "Souk";
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.ACTIVE_BUYERS, Figures.GROWTH, Figures.OVERLAP);
    }

    @Override
    public void run(Market market, Path out) {
        Dataset<Row> events = Timelines.events(
                parquet.read(market.file("orders")),
                parquet.read(market.file("refunds")),
                parquet.read(market.file("touches")),
                parquet.read(market.file("platforms")));
        Path sums = out.resolve("contributions");
        parquet.write(Contributions.from(Timelines.from(events, RUN), SoukBackfill::contributions, RUN), sums);
        Dataset<Row> contributions = parquet.read(sums);
        Dataset<Row> history = History.of(contributions);
        parquet.write(ActiveBuyers.from(contributions, history, Market.SPAN), out.resolve("active_buyers"));
        parquet.write(BuyerGrowth.from(contributions, history, Market.SPAN, "CNY"), out.resolve("buyer_growth"));
        parquet.write(BuyerOverlap.from(contributions, history, Market.SPAN), out.resolve("buyer_overlap"));
    }

    private static List<io.souk.timeline.Contribution> contributions() {
        List<Window> windows =
                Stream.of("1d", "7d", "30d", "12m").map(Window::of).toList();
        return List.of(
                new Sales(), new BuyerActivity(windows, List.of("all", "city_tier")), new PlatformOverlap(windows));
    }
}
