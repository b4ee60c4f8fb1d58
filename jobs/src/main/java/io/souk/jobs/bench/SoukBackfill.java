package io.souk.jobs.bench;

import io.souk.gold.History;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.competition.BuyerOverlap;
import io.souk.jobs.lake.ParquetFolder;
import io.souk.time.Window;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.PlatformOverlap;
import io.souk.timeline.Sales;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Souk's own way: timelines, contributions, gold; the tables with all of their columns. */
final class SoukBackfill implements Contestant {

    static final String NAME = "Souk";

    /** Lengths of the windows that everybody counts in. */
    static final List<String> WINDOWS = List.of("1d", "7d", "30d", "12m");

    private final ParquetFolder parquet;

    SoukBackfill(ParquetFolder parquet) {
        this.parquet = parquet;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> figures() {
        return List.of(Figures.ACTIVE_BUYERS, Figures.GROWTH, Figures.OVERLAP);
    }

    @Override
    public void run(Market market, Path out) {
        // No figure of activity is made of touches: nobody reads them here.
        Dataset<Row> noTouches = parquet.read(market.file("touches")).limit(0);
        Dataset<Row> contributions =
                FoldedMarket.contributions(parquet, market, noTouches, SoukBackfill::contributions, out);
        write(contributions, History.of(contributions), out);
    }

    /**
     * Writes the tables of activity.
     *
     * @param contributions all that {@link #contributions} names, and maybe more
     * @param history see {@link History}
     */
    void write(Dataset<Row> contributions, Dataset<Row> history, Path out) {
        parquet.write(ActiveBuyers.from(contributions, history, Market.SPAN), out.resolve("active_buyers"));
        parquet.write(
                BuyerGrowth.from(contributions, history, Market.SPAN, Market.CURRENCY), out.resolve("buyer_growth"));
        parquet.write(BuyerOverlap.from(contributions, history, Market.SPAN), out.resolve("buyer_overlap"));
    }

    /** What the tables of activity are made of. */
    static List<io.souk.timeline.Contribution> contributions() {
        List<Window> windows = WINDOWS.stream().map(Window::of).toList();
        return List.of(
                new Sales(), new BuyerActivity(windows, List.of("all", "city_tier")), new PlatformOverlap(windows));
    }
}
