package io.souk.jobs.plan;

import static io.souk.jobs.plan.Step.step;

import io.souk.bronze.BuyerProfiles;
import io.souk.bronze.Channels;
import io.souk.bronze.CityTiers;
import io.souk.bronze.Contract;
import io.souk.bronze.FxRates;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.ShareEvents;
import io.souk.gold.History;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.activity.Cohorts;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.competition.BuyerOverlap;
import io.souk.gold.competition.BuyerSwitching;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.competition.RankCrossings;
import io.souk.gold.sales.Gmv;
import io.souk.jobs.config.Config;
import io.souk.silver.Buyers;
import io.souk.silver.Contributions;
import io.souk.silver.Conversion;
import io.souk.silver.Horizon;
import io.souk.silver.Latest;
import io.souk.silver.Orders;
import io.souk.silver.Refunds;
import io.souk.silver.RejectedOrders;
import io.souk.silver.SettledOrders;
import io.souk.silver.Timelines;
import io.souk.silver.Touches;
import io.souk.time.DateSpan;
import io.souk.time.Window;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.BuyerCohorts;
import io.souk.timeline.ChannelCredit;
import io.souk.timeline.PlatformOverlap;
import io.souk.timeline.PlatformSwitching;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From bronze to gold on one page: every table, what it reads, and how it is made. */
public final class MarketPlan {

    private static final io.souk.table.Table EVENTS = OrderEvents.CONTRACT.table();
    private static final io.souk.table.Table SHARES = ShareEvents.CONTRACT.table();
    private static final io.souk.table.Table PROFILES = BuyerProfiles.CONTRACT.table();
    private static final io.souk.table.Table PLATFORMS = Platforms.CONTRACT.table();
    private static final io.souk.table.Table TIERS = CityTiers.CONTRACT.table();
    private static final io.souk.table.Table RATES = FxRates.CONTRACT.table();
    private static final io.souk.table.Table CHANNELS = Channels.CONTRACT.table();

    /** Small tables that many steps read: they are kept at hand during a run. */
    static final Set<io.souk.table.Table> REFERENCES = Set.of(PROFILES, PLATFORMS, TIERS, RATES, CHANNELS);

    private MarketPlan() {}

    /**
     * The steps of a run, in an order in which each finds what it reads.
     *
     * @param config windows, segments and rules
     * @param currency reporting currency
     * @param span dates that the tables cover
     */
    public static List<Step> of(Config config, String currency, DateSpan span) {
        return List.of(
                step(Orders.TABLE)
                        .reads(EVENTS, PROFILES, PLATFORMS, TIERS, RATES)
                        .by(in -> Orders.of(settledOrders(in, config, currency, span))),
                step(RejectedOrders.TABLE)
                        .reads(EVENTS, PROFILES, PLATFORMS, TIERS, RATES)
                        .by(in -> RejectedOrders.of(settledOrders(in, config, currency, span))),
                step(Refunds.TABLE)
                        .reads(EVENTS, PROFILES, PLATFORMS, TIERS, RATES)
                        .by(in -> Refunds.from(
                                settledOrders(in, config, currency, span),
                                in.read(EVENTS),
                                span.last(),
                                platforms(in),
                                conversion(in, currency))),
                step(Touches.TABLE)
                        .reads(SHARES, PROFILES, CHANNELS, PLATFORMS)
                        .by(in -> Touches.from(
                                upTo(span, latest(in, ShareEvents.CONTRACT), ShareEvents.OCCURRED_AT.col(), in),
                                buyers(in),
                                latest(in, Channels.CONTRACT))),
                step(Timelines.TABLE)
                        .reads(Orders.TABLE, Refunds.TABLE, Touches.TABLE, PLATFORMS)
                        .by(in -> Timelines.from(
                                in.read(Orders.TABLE), in.read(Refunds.TABLE), in.read(Touches.TABLE), platforms(in))),
                step(Contributions.TABLE)
                        .reads(Timelines.TABLE)
                        .by(in -> Contributions.from(in.read(Timelines.TABLE), contributions(config))),
                step(ActiveBuyers.TABLE)
                        .reads(Contributions.TABLE, Orders.TABLE)
                        .by(in -> ActiveBuyers.from(
                                in.read(Contributions.TABLE), History.of(in.read(Orders.TABLE)), span)),
                step(BuyerGrowth.TABLE)
                        .reads(Contributions.TABLE, Orders.TABLE)
                        .by(in -> BuyerGrowth.from(
                                in.read(Contributions.TABLE), History.of(in.read(Orders.TABLE)), span, currency)),
                step(Cohorts.TABLE)
                        .reads(Contributions.TABLE, Orders.TABLE)
                        .by(in -> Cohorts.from(
                                in.read(Contributions.TABLE), History.of(in.read(Orders.TABLE)), span, currency)),
                step(Gmv.TABLE)
                        .reads(Orders.TABLE, Refunds.TABLE)
                        .by(in -> Gmv.from(in.read(Orders.TABLE), in.read(Refunds.TABLE), currency)),
                step(MarketShare.TABLE)
                        .reads(ActiveBuyers.TABLE, Orders.TABLE)
                        .by(in -> MarketShare.from(
                                in.read(ActiveBuyers.TABLE),
                                in.read(Orders.TABLE),
                                config.windowNames(),
                                span,
                                currency)),
                step(RankCrossings.TABLE)
                        .reads(MarketShare.TABLE, Orders.TABLE)
                        .by(in -> RankCrossings.from(in.read(MarketShare.TABLE), History.of(in.read(Orders.TABLE)))),
                step(BuyerOverlap.TABLE)
                        .reads(Contributions.TABLE, Orders.TABLE)
                        .by(in -> BuyerOverlap.from(
                                in.read(Contributions.TABLE), History.of(in.read(Orders.TABLE)), span)),
                step(BuyerSwitching.TABLE)
                        .reads(Contributions.TABLE, Orders.TABLE)
                        .by(in -> BuyerSwitching.from(
                                in.read(Contributions.TABLE), History.of(in.read(Orders.TABLE)), span, currency)),
                step(ChannelAttribution.TABLE)
                        .reads(Contributions.TABLE, Refunds.TABLE)
                        .by(in -> ChannelAttribution.from(
                                in.read(Contributions.TABLE), in.read(Refunds.TABLE), currency)));
    }

    private static Dataset<Row> settledOrders(Inputs in, Config config, String currency, DateSpan span) {
        return in.keep(
                "settled orders",
                () -> SettledOrders.from(
                        in.read(EVENTS),
                        span.last(),
                        buyers(in),
                        platforms(in),
                        Buyers.tiers(latest(in, CityTiers.CONTRACT), config.cityTierVintage()),
                        conversion(in, currency)));
    }

    private static Dataset<Row> upTo(DateSpan span, Dataset<Row> rows, Column moment, Inputs in) {
        return Horizon.upTo(span.last(), rows, moment, platforms(in));
    }

    private static Dataset<Row> platforms(Inputs in) {
        return latest(in, Platforms.CONTRACT);
    }

    private static Buyers buyers(Inputs in) {
        return Buyers.from(latest(in, BuyerProfiles.CONTRACT));
    }

    private static Conversion conversion(Inputs in, String currency) {
        return Conversion.to(currency, latest(in, FxRates.CONTRACT));
    }

    private static Dataset<Row> latest(Inputs in, Contract contract) {
        return Latest.of(contract, in.read(contract.table()));
    }

    private static Contributions.Factory contributions(Config config) {
        List<String> windows = config.windowNames();
        List<String> segments = List.copyOf(config.segments());
        AttributionRules rules = config.attribution();
        return () -> List.of(
                new BuyerActivity(windows.stream().map(Window::of).toList(), segments),
                new ChannelCredit(rules),
                new PlatformOverlap(windows.stream().map(Window::of).toList()),
                new PlatformSwitching(windows.stream().map(Window::of).toList()),
                new BuyerCohorts(rules));
    }
}
