package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Keys;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.sharing.ShareChains;
import io.souk.gold.sharing.ShareFunnel;
import io.souk.gold.sharing.Sharers;
import io.souk.gold.sharing.TeamBuys;
import io.souk.silver.Orders;
import io.souk.silver.Shares;
import io.souk.timeline.AttributionModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The laws of the tables about sharing. */
final class SharingAudits {

    private SharingAudits() {}

    /**
     * All of them.
     *
     * @param sharerTypes sharers who have a programme
     */
    static List<Audit> all(Set<String> sharerTypes) {
        return List.of(
                Audit.grain(ShareFunnel.TABLE),
                Audit.grain(ShareChains.TABLE),
                Audit.grain(Sharers.TABLE),
                Audit.grain(TeamBuys.TABLE),
                new Audit(
                        "funnel_agrees_with_credit",
                        "Orders and GMV of the funnel are those that the last touch is credited with, for every date.",
                        List.of(ShareFunnel.TABLE, ChannelAttribution.TABLE),
                        (in, before) -> funnelAgainstCredit(in)),
                new Audit(
                        "sharers_agree_with_credit",
                        "What sharers sold is what their type is credited with by last touch, and totals are their sums.",
                        List.of(Sharers.TABLE, ChannelAttribution.TABLE),
                        (in, before) -> sharersAgainstCredit(in, sharerTypes)),
                new Audit(
                        "chains_hold_every_share",
                        "Shares add up over channels and depths to silver.shares, and each is in one chain.",
                        List.of(ShareChains.TABLE, Shares.TABLE),
                        (in, before) -> chainsAgainstShares(in)),
                new Audit(
                        "teams_hold_every_order",
                        "Orders and GMV in teams and alone add up to the counting orders, for every month.",
                        List.of(TeamBuys.TABLE, Orders.TABLE),
                        (in, before) -> teamsAgainstOrders(in)));
    }

    private static Dataset<Row> ofLastTouch(Audit.Tables in) {
        return in.changed(ChannelAttribution.TABLE)
                .where(col("model")
                        .equalTo(AttributionModel.LAST_TOUCH.text())
                        .and(not(col("channel").equalTo(ChannelAttribution.UNATTRIBUTED))));
    }

    private static Dataset<Row> funnelAgainstCredit(Audit.Tables in) {
        String[] key = {"business_date", "platform", "channel", "sharer_type"};
        Dataset<Row> credit = ofLastTouch(in)
                .groupBy("business_date", "platform", "channel", "sharer_type")
                .agg(
                        sum("credited_orders").as("orders_of_credit"),
                        sum("credited_gmv").as("gmv_of_credit"));
        return in.changed(ShareFunnel.TABLE)
                .select("business_date", "platform", "channel", "sharer_type", "orders", "credited_gmv")
                .join(credit, key, "full_outer")
                .where("coalesce(orders, 0) <> coalesce(orders_of_credit, 0) "
                        + "or coalesce(credited_gmv, 0) <> coalesce(gmv_of_credit, 0)");
    }

    private static Dataset<Row> sharersAgainstCredit(Audit.Tables in, Set<String> sharerTypes) {
        String[] key = {"business_month", "platform", "sharer_type"};
        Dataset<Row> credit = ofLastTouch(in)
                .where(col("sharer_type").isin(sharerTypes.toArray()))
                .groupBy("business_month", "platform", "sharer_type")
                .agg(sum("credited_gmv").as("gmv_of_credit"), sum("reversed").as("reversed_of_credit"));
        Column isTotal = col("sharer_id").equalTo(Keys.ALL);
        List<Column> measures = Stream.of("credited_gmv", "reversed", "orders", "commission", "active_sharers")
                .flatMap(name -> Stream.of(
                        sum(when(isTotal, col(name))).as("total_" + name),
                        sum(when(not(isTotal), col(name))).as("each_" + name)))
                .toList();
        return in.changed(Sharers.TABLE)
                .groupBy("business_month", "platform", "sharer_type")
                .agg(measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new))
                .join(credit, key, "full_outer")
                .where("coalesce(total_credited_gmv, 0) <> coalesce(gmv_of_credit, 0) "
                        + "or coalesce(total_reversed, 0) <> coalesce(reversed_of_credit, 0) "
                        + "or total_credited_gmv <> each_credited_gmv or total_reversed <> each_reversed "
                        + "or total_orders <> each_orders or total_commission <> each_commission "
                        + "or total_active_sharers <> each_active_sharers");
    }

    private static Dataset<Row> chainsAgainstShares(Audit.Tables in) {
        Column isAnyChannel = col("channel").equalTo(Keys.ALL);
        Column isAnyDepth = col("share_depth").equalTo(Keys.ALL);
        Dataset<Row> shares = in.all(Shares.TABLE)
                .groupBy("platform")
                .agg(
                        count(lit(1)).as("in_silver"),
                        sum(when(col("share_depth").equalTo(1), 1)).as("first_shares"));
        return in.all(ShareChains.TABLE)
                .groupBy("platform")
                .agg(
                        sum(when(isAnyChannel.and(isAnyDepth), col("shares"))).as("in_total"),
                        sum(when(isAnyChannel.and(not(isAnyDepth)), col("shares")))
                                .as("by_depth"),
                        sum(when(not(isAnyChannel).and(isAnyDepth), col("shares")))
                                .as("by_channel"),
                        sum(when(not(isAnyChannel.or(isAnyDepth)), col("shares_in_chains")))
                                .as("in_chains"),
                        sum(when(not(isAnyChannel.or(isAnyDepth)), col("chains")))
                                .as("chains"))
                .join(shares, new String[] {"platform"}, "full_outer")
                .where("not (in_silver <=> in_total and in_silver <=> by_depth and in_silver <=> by_channel "
                        + "and in_silver <=> in_chains and first_shares <=> chains)");
    }

    private static Dataset<Row> teamsAgainstOrders(Audit.Tables in) {
        Dataset<Row> orders = in.changed(Orders.TABLE)
                .where("counts_harmonised")
                .groupBy("business_month", "platform")
                .agg(count(lit(1)).as("in_silver"), sum("gmv_minor").as("minor"));
        Column isOneOfAll = col("team_size").isin(TeamBuys.SOLO, Keys.ALL);
        Column isOfOneSize = not(col("team_size").equalTo(Keys.ALL));
        // One unit of the reporting currency has at most 100 minor units: the ratio must be one power of ten.
        return in.changed(TeamBuys.TABLE)
                .groupBy("business_month", "platform")
                .agg(
                        sum(when(isOneOfAll, col("orders"))).as("in_total"),
                        sum(when(isOfOneSize, col("orders"))).as("by_size"),
                        sum(when(isOneOfAll, col("gmv"))).as("gmv"))
                .join(orders, new String[] {"business_month", "platform"}, "full_outer")
                .where("coalesce(in_silver, 0) <> coalesce(in_total, 0) "
                        + "or coalesce(in_silver, 0) <> coalesce(by_size, 0) "
                        + "or (minor <> gmv and minor <> gmv * 10 and minor <> gmv * 100)");
    }
}
