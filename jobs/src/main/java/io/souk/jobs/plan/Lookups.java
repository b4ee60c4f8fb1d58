package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.BuyerProfiles;
import io.souk.bronze.Channels;
import io.souk.bronze.CityTiers;
import io.souk.bronze.Contract;
import io.souk.bronze.FxRates;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.ShareEvents;
import io.souk.bronze.Spend;
import io.souk.jobs.config.Config;
import io.souk.silver.Buyers;
import io.souk.silver.ChannelSpending;
import io.souk.silver.Contributions;
import io.souk.silver.Conversion;
import io.souk.silver.Latest;
import io.souk.table.Table;
import io.souk.time.Window;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.BuyerCohorts;
import io.souk.timeline.ChannelCredit;
import io.souk.timeline.FunnelSteps;
import io.souk.timeline.JourneyCounts;
import io.souk.timeline.PlatformOverlap;
import io.souk.timeline.PlatformSwitching;
import io.souk.timeline.Sales;
import io.souk.timeline.SharerSales;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What every plan looks up in bronze, and what it folds timelines into. */
final class Lookups {

    static final Table EVENTS = OrderEvents.CONTRACT.table();
    static final Table SHARES = ShareEvents.CONTRACT.table();
    static final Table PROFILES = BuyerProfiles.CONTRACT.table();
    static final Table PLATFORMS = Platforms.CONTRACT.table();
    static final Table TIERS = CityTiers.CONTRACT.table();
    static final Table RATES = FxRates.CONTRACT.table();
    static final Table CHANNELS = Channels.CONTRACT.table();
    static final Table SPEND = Spend.CONTRACT.table();

    private Lookups() {}

    static Dataset<Row> platforms(Inputs in) {
        return in.keep("platforms", () -> latest(in, Platforms.CONTRACT));
    }

    static Dataset<Row> channels(Inputs in) {
        return in.keep("channels", () -> latest(in, Channels.CONTRACT));
    }

    static Buyers buyers(Inputs in) {
        return Buyers.from(in.keep("profiles", () -> latest(in, BuyerProfiles.CONTRACT)));
    }

    /** The accounts of some rows, without a look at all others. */
    static Buyers buyersOf(Inputs in, Dataset<Row> rows) {
        Dataset<Row> accounts = rows.where(col("buyer_id").isNotNull())
                .select(RowKeys.columns(RowKeys.ACCOUNT))
                .distinct();
        return Buyers.from(Latest.of(
                BuyerProfiles.CONTRACT, in.read(PROFILES).join(broadcast(accounts), RowKeys.ACCOUNT, "left_semi")));
    }

    static Conversion conversion(Inputs in, String currency) {
        return Conversion.by(
                currency, in.keep("rates", () -> Conversion.ratesByDay(latest(in, FxRates.CONTRACT), currency)));
    }

    /** What was spent from one date to another, both included: see {@link ChannelSpending#by}. */
    static Dataset<Row> spending(Inputs in, String currency, LocalDate from, LocalDate last) {
        Dataset<Row> spend = in.read(SPEND).where(Spend.SPEND_DATE.col().geq(lit(from)));
        return ChannelSpending.by(Latest.of(Spend.CONTRACT, spend), last, conversion(in, currency));
    }

    static Dataset<Row> tiers(Inputs in, Config config) {
        return in.keep("tiers", () -> Buyers.tiers(latest(in, CityTiers.CONTRACT), config.cityTierVintage()));
    }

    static Dataset<Row> latest(Inputs in, Contract contract) {
        return Latest.of(contract, in.read(contract.table()));
    }

    static Contributions.Factory contributions(Config config) {
        List<String> windows = config.windowNames();
        List<String> segments = List.copyOf(config.segments());
        AttributionRules rules = config.attribution();
        Set<String> sharerTypes = config.sharerTypes();
        return () -> List.of(
                new Sales(),
                new BuyerActivity(windows.stream().map(Window::of).toList(), segments),
                new PlatformOverlap(windows.stream().map(Window::of).toList()),
                new PlatformSwitching(windows.stream().map(Window::of).toList()),
                new BuyerCohorts(rules),
                new ChannelCredit(rules),
                new FunnelSteps(rules),
                new SharerSales(rules, sharerTypes),
                new JourneyCounts(rules));
    }
}
