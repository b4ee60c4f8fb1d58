package io.souk;

import io.souk.bronze.Contract;
import io.souk.bronze.Contracts;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
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
import io.souk.silver.Contributions;
import io.souk.silver.Orders;
import io.souk.silver.Refunds;
import io.souk.silver.RejectedOrders;
import io.souk.silver.Shares;
import io.souk.silver.Timelines;
import io.souk.silver.Touches;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.util.List;
import java.util.stream.Stream;

/** Every table that Souk declares, from what arrives to what is asked for. */
public final class Tables {

    private static final List<Table> BRONZE = Stream.concat(
                    Contracts.ALL.stream().map(Contract::table), Stream.of(IngestLog.TABLE, Quarantine.TABLE))
            .toList();

    private static final List<Table> SILVER = List.of(
            Orders.TABLE,
            Refunds.TABLE,
            RejectedOrders.TABLE,
            Touches.TABLE,
            Shares.TABLE,
            Timelines.TABLE,
            Contributions.TABLE);

    private static final List<Table> GOLD = List.of(
            ActiveBuyers.TABLE,
            BuyerGrowth.TABLE,
            Cohorts.TABLE,
            Gmv.TABLE,
            MarketShare.TABLE,
            RankCrossings.TABLE,
            BuyerOverlap.TABLE,
            BuyerSwitching.TABLE,
            ChannelAttribution.TABLE,
            ChannelSpend.TABLE,
            ShareFunnel.TABLE,
            ShareChains.TABLE,
            Sharers.TABLE,
            TeamBuys.TABLE,
            AttributionCredit.TABLE,
            ModelledAttribution.TABLE,
            JourneySteps.TABLE);

    /** All tables, bronze first, gold last. */
    public static final List<Table> ALL =
            Stream.of(BRONZE, SILVER, GOLD).flatMap(List::stream).toList();

    private Tables() {}

    /** The tables of one layer, in the order in which they are declared here. */
    public static List<Table> of(Layer layer) {
        return ALL.stream().filter(table -> table.layer() == layer).toList();
    }
}
