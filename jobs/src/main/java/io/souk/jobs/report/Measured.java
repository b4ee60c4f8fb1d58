package io.souk.jobs.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Rows as the queries of the report bring them; columns mean what the tables declare. */
final class Measured {

    private Measured() {}

    record Active(
            LocalDate date,
            String platform,
            String definition,
            String window,
            String segmentKind,
            String segment,
            long buyers,
            boolean isComplete,
            Figure yearAgo,
            Figure growthYoy) {

        /** Whether it counts all buyers on the harmonised definition, not a segment of them. */
        boolean isTotal() {
            return definition.equals("harmonised") && segmentKind.equals("all");
        }
    }

    /** Of platform and tier one is null: the row is the sum over it. */
    record Sold(
            LocalDate date,
            String platform,
            String tier,
            long ordersPlaced,
            long ordersPaid,
            long guestOrders,
            long flaggedOrders,
            BigDecimal gmvPlaced,
            BigDecimal unpaid,
            BigDecimal gmvPaid,
            BigDecimal cancelled,
            BigDecimal refunded,
            BigDecimal gmvNet,
            BigDecimal subsidy,
            BigDecimal gmvNetOfSubsidy) {}

    record Grown(
            LocalDate date,
            String platform,
            String window,
            Figure newBuyers,
            Figure retained,
            Figure resurrected,
            Figure churned,
            Figure quickRatio) {}

    record Credited(
            String model, String channel, String sharerType, BigDecimal orders, BigDecimal gmv, BigDecimal net) {}

    record Stepped(String sharerType, long exposures, long followed, long orders, long firstOrders) {}

    /** Depth 0 stands for all depths. */
    record Passed(
            LocalDate month,
            int depth,
            long shares,
            long sharers,
            long recipients,
            long recipientsWhoShared,
            long chains,
            long sharesInChains,
            long largest,
            int deepest) {}

    record Shared(
            LocalDate date,
            String window,
            String platform,
            long buyers,
            long orders,
            BigDecimal gmv,
            Figure buyersShare,
            Figure penetration,
            Figure gmvShare,
            int rankByBuyers,
            int rankByGmv,
            Figure hhi) {}

    record Ingested(
            String source,
            String stage,
            long files,
            long badFiles,
            long rowsIn,
            long accepted,
            long quarantined,
            long duplicate) {}

    record Rejected(String source, String stage, String reason, long rows, long files, List<String> samples) {}
}
