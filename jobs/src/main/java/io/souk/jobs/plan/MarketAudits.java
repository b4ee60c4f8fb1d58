package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.souk.bronze.IngestLog;
import io.souk.gold.Keys;
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
import io.souk.math.MarkovChain;
import io.souk.silver.Orders;
import io.souk.timeline.PlatformSwitching;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The laws that a run's tables are held to before they are published. */
public final class MarketAudits {

    /** Orders may become fewer by corrections; by more than this part, something was lost. */
    private static final double LARGEST_LOSS = 0.01;

    private MarketAudits() {}

    /**
     * All of them.
     *
     * @param segmentKinds what splits the buyers
     * @param sharerTypes sharers who have a programme
     */
    public static List<Audit> all(List<String> segmentKinds, Set<String> sharerTypes) {
        return Stream.concat(market(segmentKinds).stream(), SharingAudits.all(sharerTypes).stream())
                .toList();
    }

    private static List<Audit> market(List<String> segmentKinds) {
        return List.of(
                Audit.grain(Orders.TABLE),
                Audit.grain(ActiveBuyers.TABLE),
                Audit.grain(BuyerGrowth.TABLE),
                Audit.grain(Cohorts.TABLE),
                Audit.grain(Gmv.TABLE),
                Audit.grain(MarketShare.TABLE),
                Audit.grain(RankCrossings.TABLE),
                Audit.grain(BuyerOverlap.TABLE),
                Audit.grain(BuyerSwitching.TABLE),
                Audit.grain(ChannelAttribution.TABLE),
                Audit.grain(ChannelSpend.TABLE),
                Audit.grain(AttributionCredit.TABLE),
                Audit.grain(ModelledAttribution.TABLE),
                Audit.grain(JourneySteps.TABLE),
                new Audit(
                        "every_row_is_accounted_for",
                        "Rows in = accepted + quarantined + duplicates, for every file and stage.",
                        List.of(IngestLog.TABLE),
                        (in, before) -> in.changed(IngestLog.TABLE)
                                .where("rows_in <> rows_accepted + rows_quarantined + rows_duplicate")),
                new Audit(
                        "segments_add_up",
                        "The segments of active buyers add up to the total, for every date, platform and window.",
                        List.of(ActiveBuyers.TABLE),
                        (in, before) -> segmentsAgainstTotals(in, segmentKinds)),
                new Audit(
                        "growth_adds_up",
                        "Active = new + retained + resurrected, and active before = retained + churned.",
                        List.of(BuyerGrowth.TABLE),
                        (in, before) -> in.changed(BuyerGrowth.TABLE)
                                .where("active_buyers <> new_buyers + retained_buyers + resurrected_buyers "
                                        + "or previous_active_buyers <> retained_buyers + churned_buyers")),
                new Audit(
                        "gmv_growth_adds_up",
                        "GMV = that of the window before + new + resurrected + expansion - contraction - churned.",
                        List.of(BuyerGrowth.TABLE),
                        (in, before) -> in.changed(BuyerGrowth.TABLE)
                                .where("gmv <> previous_gmv + gmv_new + gmv_resurrected + gmv_expansion "
                                        + "- gmv_contraction - gmv_churned")),
                new Audit(
                        "bridge_is_exact",
                        "gmv_placed - unpaid = gmv_paid; gmv_paid - cancelled - refunded = gmv_net, line by line.",
                        List.of(Gmv.TABLE),
                        (in, before) -> in.changed(Gmv.TABLE)
                                .where("gmv_placed - unpaid <> gmv_paid "
                                        + "or gmv_paid - cancelled - refunded_by_order_date <> gmv_net "
                                        + "or gmv_net - platform_subsidy <> gmv_net_of_subsidy")),
                new Audit(
                        "every_order_is_in_gmv",
                        "gold.gmv holds each order of silver.orders once, and all of its amount.",
                        List.of(Orders.TABLE, Gmv.TABLE),
                        (in, before) -> ordersAgainstGmv(in)),
                new Audit(
                        "refunds_agree",
                        "Refunds by order date and by refund date come to the same total, for every platform.",
                        List.of(Gmv.TABLE),
                        (in, before) -> in.all(Gmv.TABLE)
                                .groupBy("platform")
                                .agg(
                                        sum("refunded_by_order_date").as("by_order"),
                                        sum("refunded_by_refund_date").as("by_refund"))
                                .where("by_order <> by_refund")),
                new Audit(
                        "credit_is_exact",
                        "Credited GMV adds up to gmv_paid, for every date, platform and model.",
                        List.of(ChannelAttribution.TABLE, Gmv.TABLE),
                        (in, before) -> creditAgainstGmv(in)),
                new Audit(
                        "net_credit_is_exact",
                        "Net credit adds up to gmv_net, for every platform and model.",
                        List.of(ChannelAttribution.TABLE, Gmv.TABLE),
                        (in, before) -> netCreditAgainstGmv(in)),
                new Audit(
                        "ledger_adds_up",
                        "The entries of the ledger add up to gold.channel_attribution, row by row.",
                        List.of(AttributionCredit.TABLE, ChannelAttribution.TABLE),
                        (in, before) -> ledgerAgainstChannels(in)),
                new Audit(
                        "spend_stands_beside_all_credit",
                        "gold.channel_spend, where it has rows, holds all credit of gold.channel_attribution, channel by channel.",
                        List.of(ChannelSpend.TABLE, ChannelAttribution.TABLE),
                        (in, before) -> spendAgainstCredit(in)),
                new Audit(
                        "models_add_up",
                        "Credit by journeys adds up to paid orders and gmv_paid, for every month, platform and model.",
                        List.of(ModelledAttribution.TABLE, Gmv.TABLE),
                        (in, before) -> modelsAgainstGmv(in)),
                new Audit(
                        "journeys_add_up",
                        "As many journeys end in an order as there are paid orders, for every month and platform.",
                        List.of(JourneySteps.TABLE, Gmv.TABLE),
                        (in, before) -> journeysAgainstGmv(in)),
                new Audit(
                        "shares_add_up",
                        "Shares of buyers, orders and GMV add up to 1, for every date and window.",
                        List.of(MarketShare.TABLE),
                        (in, before) -> in.changed(MarketShare.TABLE)
                                .groupBy("business_date", "window_length")
                                .agg(
                                        sum("buyers_share").as("of_buyers"),
                                        sum("orders_share").as("of_orders"),
                                        sum("gmv_share").as("of_gmv"))
                                .where(isNotOne("of_buyers")
                                        .or(isNotOne("of_orders"))
                                        .or(isNotOne("of_gmv")))),
                new Audit(
                        "overlap_adds_up",
                        "Persons by set of platforms add up to the persons active anywhere, for every date and window.",
                        List.of(BuyerOverlap.TABLE, ActiveBuyers.TABLE),
                        (in, before) -> overlapAgainstActive(in)),
                new Audit(
                        "switching_adds_up",
                        "Persons from none are new or resurrected, to none churned, others retained, for every date.",
                        List.of(BuyerSwitching.TABLE, BuyerGrowth.TABLE),
                        (in, before) -> switchingAgainstGrowth(in)),
                new Audit(
                        "cohorts_add_up",
                        "Orders and GMV of all platforms' cohorts add up to those of persons, for every month.",
                        List.of(Cohorts.TABLE),
                        (in, before) -> cohortsOfPlatformsAgainstPersons(in)),
                new Audit(
                        "cohorts_begin_whole",
                        "In its own month all buyers of a cohort are active, and later never more.",
                        List.of(Cohorts.TABLE),
                        (in, before) -> in.changed(Cohorts.TABLE)
                                .where("buyers > cohort_size or (months_since = 0 and buyers <> cohort_size)")),
                new Audit(
                        "ranks_cross_by_turns",
                        "Who passes has the better rank, and passes nobody twice who did not pass back in between.",
                        List.of(RankCrossings.TABLE),
                        (in, before) -> crossingsOutOfTurn(in)),
                new Audit(
                        "nothing_was_lost",
                        "There are at least 99% as many orders as were published before.",
                        List.of(Orders.TABLE),
                        (in, before) -> lostOrders(in, before)));
    }

    private static Dataset<Row> segmentsAgainstTotals(Audit.Tables in, List<String> segmentKinds) {
        Column[] sums = segmentKinds.stream()
                .map(kind -> coalesce(sum(when(col("segment_kind").equalTo(kind), col("active_buyers"))), lit(0L))
                        .as(kind))
                .toArray(Column[]::new);
        Column differs = segmentKinds.stream()
                .map(kind -> not(col(kind).equalTo(col(Keys.ALL))))
                .reduce(lit(false), Column::or);
        Column known =
                sum(when(col("segment_kind").isin(segmentKinds.toArray()), 0L).otherwise(1L));
        return in.changed(ActiveBuyers.TABLE)
                .groupBy("as_of_date", "platform", "definition", "window_length")
                .agg(known.as("rows_of_other_kinds"), sums)
                .where(differs.or(col("rows_of_other_kinds").gt(0)));
    }

    private static Dataset<Row> ordersAgainstGmv(Audit.Tables in) {
        String[] key = {"business_date", "platform"};
        Dataset<Row> orders = in.changed(Orders.TABLE)
                .groupBy("business_date", "platform")
                .agg(count(lit(1)).as("orders"), sum("gmv_minor").as("minor"));
        Dataset<Row> gmv = in.changed(Gmv.TABLE)
                .groupBy("business_date", "platform")
                .agg(sum("orders_placed").as("in_gmv"), sum("gmv_placed").as("amount"));
        // One unit of the reporting currency has at most 100 minor units: the ratio must be one power of ten for all.
        return orders.join(gmv, key, "full_outer")
                .where("coalesce(orders, 0) <> coalesce(in_gmv, 0) "
                        + "or (minor <> amount and minor <> amount * 10 and minor <> amount * 100)");
    }

    private static Dataset<Row> creditAgainstGmv(Audit.Tables in) {
        Dataset<Row> credit = in.changed(ChannelAttribution.TABLE)
                .groupBy("business_date", "platform", "model")
                .agg(sum("credited_gmv").as("credited"), sum("credited_orders").as("credited_orders"));
        Dataset<Row> paid = in.changed(Gmv.TABLE)
                .groupBy("business_date", "platform")
                .agg(sum("gmv_paid").as("paid"), sum("orders_paid").as("orders_paid"));
        Dataset<Row> models = credit.select("model").distinct();
        return paid.crossJoin(models)
                .join(credit, new String[] {"business_date", "platform", "model"}, "full_outer")
                .where("coalesce(paid, 0) <> coalesce(credited, 0) "
                        + "or coalesce(orders_paid, 0) <> coalesce(credited_orders, 0)");
    }

    private static Dataset<Row> netCreditAgainstGmv(Audit.Tables in) {
        Dataset<Row> credit = in.all(ChannelAttribution.TABLE)
                .groupBy("platform", "model")
                .agg(sum("credited_net").as("credited"));
        Dataset<Row> net =
                in.all(Gmv.TABLE).groupBy("platform").agg(sum("gmv_net").as("net"));
        return net.join(credit, new String[] {"platform"}, "left").where("credited is not null and net <> credited");
    }

    private static Dataset<Row> spendAgainstCredit(Audit.Tables in) {
        String[] key = {"business_date", "platform", "model", "channel"};
        Dataset<Row> credit = in.changed(ChannelAttribution.TABLE)
                .groupBy("business_date", "platform", "model", "channel")
                .agg(sum("credited_orders").as("orders"), sum("credited_net").as("net"));
        return in.changed(ChannelSpend.TABLE)
                .join(credit, key, "left")
                .where("credited_orders <> coalesce(orders, 0) or credited_net <> coalesce(net, 0)");
    }

    private static Dataset<Row> ledgerAgainstChannels(Audit.Tables in) {
        String[] key = {"business_date", "platform", "model", "channel", "sharer_type", "partner"};
        Column isCredit = col("entry").equalTo(AttributionCredit.CREDIT);
        Dataset<Row> ledger = in.changed(AttributionCredit.TABLE)
                .groupBy("business_date", "platform", "model", "channel", "sharer_type", "partner")
                .agg(
                        sum("credited_millionths").as("millionths"),
                        sum(when(isCredit, col("credited_amount")).otherwise(0L))
                                .as("credited_minor"),
                        sum(when(isCredit, 0L).otherwise(col("credited_amount")))
                                .as("reversed_minor"))
                .where("millionths <> 0 or credited_minor <> 0 or reversed_minor <> 0");
        Dataset<Row> channels = in.changed(ChannelAttribution.TABLE)
                .selectExpr(
                        "business_date",
                        "platform",
                        "model",
                        "channel",
                        "sharer_type",
                        "partner",
                        "credited_orders",
                        "credited_gmv",
                        "reversed");
        // One unit of the reporting currency has at most 100 minor units: the ratio is one power of ten for all.
        return ledger.join(channels, key, "full_outer")
                .where("not (millionths <=> cast(credited_orders * 1000000 as bigint)) or not ("
                        + "(credited_minor = credited_gmv and - reversed_minor = reversed) "
                        + "or (credited_minor = credited_gmv * 10 and - reversed_minor = reversed * 10) "
                        + "or (credited_minor = credited_gmv * 100 and - reversed_minor = reversed * 100))");
    }

    private static Dataset<Row> modelsAgainstGmv(Audit.Tables in) {
        Dataset<Row> credit = in.all(ModelledAttribution.TABLE)
                .where("period_length = 'month' and platform <> 'all'")
                .groupBy(col("period_start").as("month_start"), col("platform"), col("model"))
                .agg(
                        sum("credited_orders").as("credited_orders"),
                        sum("credited_gmv").as("credited"));
        Dataset<Row> models = credit.select("model").distinct();
        return paidByMonth(in.all(Gmv.TABLE))
                .crossJoin(models)
                .join(credit, new String[] {"month_start", "platform", "model"}, "full_outer")
                .where("not (paid <=> credited and orders_paid <=> credited_orders)");
    }

    private static Dataset<Row> journeysAgainstGmv(Audit.Tables in) {
        Dataset<Row> converted = in.changed(JourneySteps.TABLE)
                .where(col("to_state").equalTo(MarkovChain.CONVERSION))
                .groupBy(col("journey_month").as("month_start"), col("platform"))
                .agg(sum("journeys").as("converted"));
        return paidByMonth(in.changed(Gmv.TABLE))
                .join(converted, new String[] {"month_start", "platform"}, "full_outer")
                .where("not (converted <=> orders_paid)");
    }

    /** Columns month_start, platform, paid, orders_paid, of months with a paid order. */
    private static Dataset<Row> paidByMonth(Dataset<Row> gmv) {
        return gmv.groupBy(trunc(col("business_date"), "MM").as("month_start"), col("platform"))
                .agg(sum("gmv_paid").as("paid"), sum("orders_paid").as("orders_paid"))
                .where("orders_paid > 0");
    }

    private static Dataset<Row> overlapAgainstActive(Audit.Tables in) {
        Dataset<Row> sets = in.changed(BuyerOverlap.TABLE)
                .groupBy("as_of_date", "window_length")
                .agg(sum("persons").as("in_sets"));
        Dataset<Row> active = in.changed(ActiveBuyers.TABLE)
                .where(col("platform")
                        .equalTo(Keys.ALL)
                        .and(col("definition").equalTo("harmonised"))
                        .and(col("segment_kind").equalTo(Keys.ALL)))
                .select("as_of_date", "window_length", "active_buyers");
        return active.join(sets, new String[] {"as_of_date", "window_length"}, "full_outer")
                .where("coalesce(active_buyers, 0) <> coalesce(in_sets, 0)");
    }

    private static Dataset<Row> switchingAgainstGrowth(Audit.Tables in) {
        Column isWon = col("from_platform").equalTo(PlatformSwitching.NONE);
        Column isLost = col("to_platform").equalTo(PlatformSwitching.NONE);
        Dataset<Row> ways = in.changed(BuyerSwitching.TABLE)
                .groupBy("as_of_date", "window_length")
                .agg(
                        sum(when(isWon, col("buyers"))).as("won"),
                        sum(when(isLost, col("buyers"))).as("lost"),
                        sum(when(not(isWon.or(isLost)), col("buyers"))).as("stayed"));
        Dataset<Row> growth = in.changed(BuyerGrowth.TABLE)
                .where(col("platform")
                        .equalTo(Keys.ALL)
                        .and(col("definition").equalTo("harmonised"))
                        .and(col("new_buyers").isNotNull()))
                .select(
                        "as_of_date",
                        "window_length",
                        "new_buyers",
                        "retained_buyers",
                        "resurrected_buyers",
                        "churned_buyers");
        return growth.join(ways, new String[] {"as_of_date", "window_length"}, "full_outer")
                .where("coalesce(new_buyers + resurrected_buyers, 0) <> coalesce(won, 0) "
                        + "or coalesce(churned_buyers, 0) <> coalesce(lost, 0) "
                        + "or coalesce(retained_buyers, 0) <> coalesce(stayed, 0)");
    }

    private static Dataset<Row> cohortsOfPlatformsAgainstPersons(Audit.Tables in) {
        Column isOfPersons = col("platform").equalTo(Keys.ALL);
        Column isOfAccounts = not(isOfPersons.or(col("platform").startsWith(Keys.GROUP_PREFIX)));
        return in.changed(Cohorts.TABLE)
                .groupBy(add_months(col("cohort_month"), col("months_since")).as("month_of_orders"))
                .agg(
                        sum(when(isOfPersons, col("orders"))).as("orders_of_persons"),
                        sum(when(isOfAccounts, col("orders"))).as("orders_of_accounts"),
                        sum(when(isOfPersons, col("gmv"))).as("gmv_of_persons"),
                        sum(when(isOfAccounts, col("gmv"))).as("gmv_of_accounts"))
                .where("not (orders_of_persons <=> orders_of_accounts and gmv_of_persons <=> gmv_of_accounts)");
    }

    private static Dataset<Row> crossingsOutOfTurn(Audit.Tables in) {
        WindowSpec pair = Window.partitionBy(
                        col("window_length"),
                        col("ranked_by"),
                        least(col("platform"), col("passed_platform")),
                        greatest(col("platform"), col("passed_platform")))
                .orderBy("business_date");
        return in.changed(RankCrossings.TABLE)
                .withColumn("passed_before_by", lag("platform", 1).over(pair))
                .where("platform_rank >= passed_platform_rank or platform = passed_before_by");
    }

    private static Column isNotOne(String share) {
        return abs(col(share).minus(1)).gt(1e-9);
    }

    private static Dataset<Row> lostOrders(Audit.Tables in, java.util.Optional<io.souk.jobs.lake.Publication> before) {
        long had = before.map(io.souk.jobs.lake.Publication::orders).orElse(0L);
        return in.all(Orders.TABLE)
                .agg(count(lit(1)).as("orders"))
                .withColumn("orders_before", lit(had))
                .where(when(
                                col("orders_before").gt(0),
                                col("orders").lt(col("orders_before").multiply(1 - LARGEST_LOSS)))
                        .otherwise(false));
    }
}
