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
import io.souk.silver.Orders;
import io.souk.silver.Refunds;
import io.souk.silver.RejectedOrders;
import io.souk.silver.Shares;
import io.souk.silver.Timelines;
import io.souk.silver.Touches;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import io.souk.timeline.BuyerActivity;
import io.souk.timeline.BuyerCohorts;
import io.souk.timeline.ChannelCredit;
import io.souk.timeline.FunnelSteps;
import io.souk.timeline.GmvGrowth;
import io.souk.timeline.JourneyCounts;
import io.souk.timeline.PlatformOverlap;
import io.souk.timeline.PlatformSwitching;
import io.souk.timeline.Sales;
import io.souk.timeline.SharerSales;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The same tables as {@link MarketPlan}, each by what has changed since the publication before. */
final class DifferencePlan {

    private final Difference difference;
    private final OrderDifference orders;
    private final TouchDifference touches;
    private final PersonDifference persons;
    private final Config config;
    private final String currency;
    private final DateSpan span;
    private final LocalDate firstNewDate;

    /**
     * Plans a run.
     *
     * @param span dates that the tables cover
     * @param publishedTo last date that they cover now
     */
    DifferencePlan(Difference difference, Config config, String currency, DateSpan span, LocalDate publishedTo) {
        this.difference = difference;
        this.orders = difference.orders();
        this.touches = difference.touches();
        this.persons = difference.persons();
        this.config = config;
        this.currency = currency;
        this.span = span;
        this.firstNewDate = publishedTo.plusDays(1);
    }

    List<Step> steps() {
        return List.of(
                fromArrivals(Orders.TABLE, orders::orders),
                fromArrivals(RejectedOrders.TABLE, orders::rejectedOrders),
                fromArrivals(Refunds.TABLE, difference.refunds()::refunds),
                fromArrivals(Touches.TABLE, touches::touches),
                fromArrivals(Shares.TABLE, difference.shares()::shares),
                fromArrivals(Timelines.TABLE, persons::timelines),
                fromArrivals(Contributions.TABLE, persons::contributions),
                step(ActiveBuyers.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> from(
                                personsFrom(in),
                                dates -> ActiveBuyers.from(in.read(Contributions.TABLE), history(in), dates))),
                step(BuyerGrowth.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> from(
                                personsFrom(in),
                                dates -> BuyerGrowth.from(in.read(Contributions.TABLE), history(in), dates, currency))),
                step(Cohorts.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> from(
                                personsFrom(in),
                                dates -> Cohorts.from(in.read(Contributions.TABLE), history(in), dates, currency))),
                step(BuyerOverlap.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> from(
                                personsFrom(in),
                                dates -> BuyerOverlap.from(in.read(Contributions.TABLE), history(in), dates))),
                step(BuyerSwitching.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> from(
                                personsFrom(in),
                                dates -> BuyerSwitching.from(
                                        in.read(Contributions.TABLE), history(in), dates, currency))),
                fromArrivals(Gmv.TABLE, difference::gmv),
                step(MarketShare.TABLE)
                        .reads(ActiveBuyers.TABLE, Contributions.TABLE)
                        .changedBy(in -> from(
                                personsFrom(in),
                                dates -> MarketShare.from(
                                        in.read(ActiveBuyers.TABLE),
                                        in.read(Contributions.TABLE),
                                        config.windowNames(),
                                        dates,
                                        currency))),
                step(RankCrossings.TABLE)
                        .reads(MarketShare.TABLE, Contributions.TABLE)
                        .changedBy(in -> personsFrom(in).isAfter(span.last())
                                ? new Staged.Same()
                                : new Staged.All(RankCrossings.from(in.read(MarketShare.TABLE), history(in)))),
                step(ChannelAttribution.TABLE)
                        .reads(Contributions.TABLE, Refunds.TABLE)
                        .changedBy(this::attribution),
                step(ChannelSpend.TABLE)
                        .reads(ChannelAttribution.TABLE, SPEND, RATES)
                        .changedBy(this::channelSpend),
                step(ShareFunnel.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> monthsOf(
                                persons.firstChange(in, FunnelSteps.FUNNEL),
                                first -> ShareFunnel.from(in.read(Contributions.TABLE), first, currency))),
                step(Sharers.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> monthsOf(
                                persons.firstChange(in, SharerSales.SHARERS),
                                first -> Sharers.from(
                                        in.read(Contributions.TABLE), config.programmes(), first, currency))),
                step(ShareChains.TABLE)
                        .reads(Shares.TABLE, Touches.TABLE, SHARES, PROFILES)
                        .changedBy(difference.shares()::chains),
                step(TeamBuys.TABLE).reads(Orders.TABLE).changedBy(this::teamBuys),
                step(AttributionCredit.TABLE)
                        .reads(EVENTS, SHARES, PROFILES, PLATFORMS, TIERS, RATES, CHANNELS, Refunds.TABLE)
                        .changedBy(new CreditDifference(difference, config.attribution())::staged),
                step(ModelledAttribution.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> earlier(firstNewDate, journeysFrom(in)).isAfter(span.last())
                                ? new Staged.Same()
                                : new Staged.All(
                                        ModelledAttribution.from(in.read(Contributions.TABLE), span, currency))),
                step(JourneySteps.TABLE)
                        .reads(Contributions.TABLE)
                        .changedBy(in -> Staged.months(
                                JourneySteps.from(
                                        in.read(Contributions.TABLE),
                                        journeysFrom(in).withDayOfMonth(1)),
                                monthsFrom(journeysFrom(in)))));
    }

    private LocalDate creditFrom(Inputs in) {
        return earlier(
                persons.firstChange(in, ChannelCredit.CREDIT),
                difference.refunds().firstUnattributed(in));
    }

    private Staged channelSpend(Inputs in) {
        if (in.read(SPEND).isEmpty()) {
            return new Staged.Same();
        }
        LocalDate firstChange = in.before(SPEND).isEmpty()
                ? MarketPlan.EVER
                : earlier(earlier(firstNewDate, creditFrom(in)), difference.firstSpend(in));
        return firstChange.equals(MarketPlan.EVER)
                ? new Staged.All(MarketPlan.channelSpend(in, currency, firstChange, span.last()))
                : monthsOf(firstChange, first -> MarketPlan.channelSpend(in, currency, first, span.last()));
    }

    private Staged attribution(Inputs in) {
        // Refunds of no known order may lie before the first date that is asked for.
        return monthsOf(
                creditFrom(in),
                first ->
                        ChannelAttribution.from(in.read(Contributions.TABLE), in.read(Refunds.TABLE), first, currency));
    }

    private Staged teamBuys(Inputs in) {
        SortedSet<LocalDate> months = orders.teamMonths(in);
        if (months.isEmpty()) {
            return new Staged.Same();
        }
        Dataset<Row> orders = Staged.in(months, in.read(Orders.TABLE));
        return Staged.months(Staged.in(months, TeamBuys.from(orders, MarketPlan.teams(in), currency)), months);
    }

    /** All dates from the month of a first change on, also such as lie before the first date that is asked for. */
    private Staged monthsOf(LocalDate firstChange, Function<LocalDate, Dataset<Row>> rows) {
        return firstChange.isAfter(span.last())
                ? new Staged.Same()
                : Staged.months(rows.apply(firstChange.withDayOfMonth(1)), monthsFrom(firstChange));
    }

    /** A step that reads what has arrived, and other tables only as they were. */
    private static Step fromArrivals(Table table, Function<Inputs, Staged> how) {
        return step(table)
                .reads(EVENTS, SHARES, PROFILES, PLATFORMS, TIERS, RATES, CHANNELS)
                .changedBy(how);
    }

    /** Figures of persons also change where a platform's first order does: growth needs a base. */
    private LocalDate personsFrom(Inputs in) {
        return earlier(
                firstNewDate,
                persons.firstChange(
                        in,
                        Sales.SALES,
                        BuyerActivity.ACTIVE,
                        BuyerActivity.GROWTH,
                        GmvGrowth.LEVEL,
                        GmvGrowth.GROWTH,
                        PlatformOverlap.OVERLAP,
                        PlatformSwitching.SWITCHING,
                        BuyerCohorts.COHORTS));
    }

    private LocalDate journeysFrom(Inputs in) {
        return persons.firstChange(in, JourneyCounts.STEPS, JourneyCounts.SETS);
    }

    private static Dataset<Row> history(Inputs in) {
        return in.keep("history", () -> History.of(in.read(Contributions.TABLE)));
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    /** All dates from the month of a first change on. */
    private Staged from(LocalDate firstChange, Function<DateSpan, Dataset<Row>> rows) {
        List<LocalDate> months = monthsFrom(firstChange);
        if (months.isEmpty()) {
            return new Staged.Same();
        }
        LocalDate month = months.get(0);
        LocalDate first = month.isBefore(span.first()) ? span.first() : month;
        return Staged.months(rows.apply(new DateSpan(first, span.last())), months);
    }

    /** The first days of all months from a date to the last one; none where it lies after that. */
    private List<LocalDate> monthsFrom(LocalDate date) {
        return date.isAfter(span.last())
                ? List.of()
                : date.withDayOfMonth(1)
                        .datesUntil(span.last().plusDays(1), Period.ofMonths(1))
                        .toList();
    }
}
