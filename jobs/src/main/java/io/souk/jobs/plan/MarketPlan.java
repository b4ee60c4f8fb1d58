package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.CHANNELS;
import static io.souk.jobs.plan.Lookups.EVENTS;
import static io.souk.jobs.plan.Lookups.PLATFORMS;
import static io.souk.jobs.plan.Lookups.PROFILES;
import static io.souk.jobs.plan.Lookups.RATES;
import static io.souk.jobs.plan.Lookups.SHARES;
import static io.souk.jobs.plan.Lookups.SPEND;
import static io.souk.jobs.plan.Lookups.TIERS;
import static io.souk.jobs.plan.Step.step;
import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.ShareEvents;
import io.souk.gold.History;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.activity.Cohorts;
import io.souk.gold.attribution.AttributionCredit;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.attribution.ChannelSpend;
import io.souk.gold.attribution.JourneySteps;
import io.souk.gold.attribution.ModelledAttribution;
import io.souk.gold.competition.BuyerOverlap;
import io.souk.gold.competition.BuyerSwitching;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.competition.RankCrossings;
import io.souk.gold.sales.Gmv;
import io.souk.gold.sharing.ShareChains;
import io.souk.gold.sharing.ShareFunnel;
import io.souk.gold.sharing.Sharers;
import io.souk.gold.sharing.TeamBuys;
import io.souk.jobs.config.Config;
import io.souk.silver.Contributions;
import io.souk.silver.Horizon;
import io.souk.silver.Orders;
import io.souk.silver.Refunds;
import io.souk.silver.RejectedOrders;
import io.souk.silver.SettledOrders;
import io.souk.silver.Shares;
import io.souk.silver.Timelines;
import io.souk.silver.Touches;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From bronze to gold on one page: every table, what it reads, and how all of it is made. */
public final class MarketPlan {

    /** Before anything that was ever sold. */
    static final LocalDate EVER = LocalDate.EPOCH;

    private MarketPlan() {}

    /**
     * The steps of a run that makes everything, in an order in which each finds what it reads.
     *
     * @param config windows, segments and rules
     * @param currency reporting currency
     * @param span dates that the tables cover
     * @param run number of the run
     */
    public static List<Step> of(Config config, String currency, DateSpan span, long run) {
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
                                Lookups.platforms(in),
                                Lookups.conversion(in, currency))),
                step(Touches.TABLE)
                        .reads(SHARES, PROFILES, CHANNELS, PLATFORMS)
                        .by(in -> Touches.from(
                                shareEvents(in, span),
                                Lookups.buyers(in),
                                Lookups.channels(in),
                                Lookups.platforms(in))),
                step(Shares.TABLE)
                        .reads(SHARES, PLATFORMS)
                        .by(in -> Shares.from(
                                in.keep("shares", () -> Shares.sent(shareEvents(in, span), Lookups.platforms(in))))),
                step(Timelines.TABLE)
                        .reads(Orders.TABLE, Refunds.TABLE, Touches.TABLE, PLATFORMS)
                        .by(in -> Timelines.from(
                                Timelines.events(
                                        in.read(Orders.TABLE),
                                        in.read(Refunds.TABLE),
                                        in.read(Touches.TABLE),
                                        Lookups.platforms(in)),
                                run)),
                step(Contributions.TABLE)
                        .reads(Timelines.TABLE)
                        .by(in -> Contributions.from(in.read(Timelines.TABLE), Lookups.contributions(config), run)),
                step(ActiveBuyers.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> ActiveBuyers.from(in.read(Contributions.TABLE), history(in), span)),
                step(BuyerGrowth.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> BuyerGrowth.from(in.read(Contributions.TABLE), history(in), span, currency)),
                step(Cohorts.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> Cohorts.from(in.read(Contributions.TABLE), history(in), span, currency)),
                step(BuyerOverlap.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> BuyerOverlap.from(in.read(Contributions.TABLE), history(in), span)),
                step(BuyerSwitching.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> BuyerSwitching.from(in.read(Contributions.TABLE), history(in), span, currency)),
                step(Gmv.TABLE)
                        .reads(Orders.TABLE, Refunds.TABLE)
                        .by(in -> Gmv.from(in.read(Orders.TABLE), in.read(Refunds.TABLE), currency)),
                step(MarketShare.TABLE)
                        .reads(ActiveBuyers.TABLE, Contributions.TABLE)
                        .by(in -> MarketShare.from(
                                in.read(ActiveBuyers.TABLE),
                                in.read(Contributions.TABLE),
                                config.windowNames(),
                                span,
                                currency)),
                step(RankCrossings.TABLE)
                        .reads(MarketShare.TABLE, Contributions.TABLE)
                        .by(in -> RankCrossings.from(in.read(MarketShare.TABLE), history(in))),
                step(ChannelAttribution.TABLE)
                        .reads(Contributions.TABLE, Refunds.TABLE)
                        .by(in -> ChannelAttribution.from(
                                in.read(Contributions.TABLE), in.read(Refunds.TABLE), EVER, currency)),
                step(ChannelSpend.TABLE)
                        .reads(ChannelAttribution.TABLE, SPEND, RATES)
                        .by(in -> channelSpend(in, currency, EVER, span.last())),
                step(ShareFunnel.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> ShareFunnel.from(in.read(Contributions.TABLE), EVER, currency)),
                step(Sharers.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> Sharers.from(in.read(Contributions.TABLE), config.programmes(), EVER, currency)),
                step(ShareChains.TABLE)
                        .reads(Shares.TABLE, Touches.TABLE)
                        .by(in -> ShareChains.from(in.read(Shares.TABLE), in.read(Touches.TABLE))),
                step(TeamBuys.TABLE)
                        .reads(Orders.TABLE)
                        .by(in -> TeamBuys.from(in.read(Orders.TABLE), teams(in), currency)),
                step(AttributionCredit.TABLE)
                        .reads(Timelines.TABLE, Refunds.TABLE)
                        .by(in -> AttributionCredit.from(
                                in.read(Timelines.TABLE), in.read(Refunds.TABLE), config.attribution())),
                step(ModelledAttribution.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> ModelledAttribution.from(in.read(Contributions.TABLE), span, currency)),
                step(JourneySteps.TABLE)
                        .reads(Contributions.TABLE)
                        .by(in -> JourneySteps.from(in.read(Contributions.TABLE), EVER)));
    }

    /**
     * Rows of gold.channel_spend from a date on; none where the lake holds no spend at all.
     *
     * @param from first day of a month
     * @param last last date that is seen
     */
    static Dataset<Row> channelSpend(Inputs in, String currency, LocalDate from, LocalDate last) {
        Dataset<Row> credit =
                in.read(ChannelAttribution.TABLE).where(Table.MONTH.col().geq(lit(from)));
        return ChannelSpend.from(
                in.read(SPEND).isEmpty() ? credit.limit(0) : credit,
                Lookups.spending(in, currency, from, last),
                currency);
    }

    private static Dataset<Row> history(Inputs in) {
        return in.keep("history", () -> History.of(in.read(Contributions.TABLE)));
    }

    /** See {@link TeamBuys#teams}. */
    static Dataset<Row> teams(Inputs in) {
        return in.keep("teams", () -> TeamBuys.teams(in.read(Orders.TABLE)));
    }

    private static Dataset<Row> shareEvents(Inputs in, DateSpan span) {
        return Horizon.upTo(
                span.last(),
                Lookups.latest(in, ShareEvents.CONTRACT),
                ShareEvents.OCCURRED_AT.col(),
                Lookups.platforms(in));
    }

    private static Dataset<Row> settledOrders(Inputs in, Config config, String currency, DateSpan span) {
        return in.keep(
                "settled orders",
                () -> SettledOrders.from(
                        in.read(EVENTS),
                        span.last(),
                        Lookups.buyers(in),
                        Lookups.platforms(in),
                        Lookups.tiers(in, config),
                        Lookups.conversion(in, currency)));
    }
}
