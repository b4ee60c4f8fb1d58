package io.souk.jobs.report;

import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.attribution.JourneySteps;
import io.souk.gold.attribution.ModelledAttribution;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.sales.Gmv;
import io.souk.gold.sharing.ShareChains;
import io.souk.gold.sharing.ShareFunnel;
import io.souk.jobs.lake.PublishedTables;
import io.souk.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * The queries of a report. Each aggregates in SQL and collects what the page shows: thousands of rows at most,
 * whatever the size of the lake. A table that is not published is a part without content, not a failure.
 */
final class ReportQueries {

    /** Days of the bridge, of attribution and of one step of growth accounting. */
    static final int MONTH = 30;

    private static final int MOST_REASONS = 200;
    private static final int LONGEST_SAMPLE = 400;

    private final PublishedTables tables;
    private final Span span;
    private final String date;

    ReportQueries(PublishedTables tables, Span span) {
        this.tables = tables;
        this.span = span;
        this.date = literal(span.last());
    }

    /** Totals of every platform over time and at the date, and persons by tier over time. */
    Part<List<Measured.Active>> activeBuyers() {
        String query = """
                select as_of_date, platform, definition, window_length, segment_kind, segment, active_buyers,
                       is_window_complete, active_buyers_year_ago, growth_yoy, growth_yoy_reason
                from active_buyers
                where as_of_date between %1$s and %2$s
                  and (   (as_of_date = %2$s and segment_kind = 'all' and window_length in ('1d', '30d', '12m'))
                       or (definition = 'harmonised' and segment_kind = 'all' and window_length in ('30d', '12m')
                           and datediff(%2$s, as_of_date) %% %3$d = 0)
                       or (definition = 'harmonised' and segment_kind = 'city_tier' and platform = 'all'
                           and window_length = '12m' and datediff(%2$s, as_of_date) %% %3$d = 0)
                       or (definition = 'harmonised' and segment_kind = 'all' and platform = 'all'
                           and window_length in ('1d', '30d', '12m') and (as_of_date > %4$s or as_of_date = %5$s)))""".formatted(literal(span.first()), date, span.step(), beforeRecent(), yearBefore());
        return collect(
                ActiveBuyers.TABLE,
                query,
                row -> new Measured.Active(
                        day(row, "as_of_date"),
                        row.getAs("platform"),
                        row.getAs("definition"),
                        row.getAs("window_length"),
                        row.getAs("segment_kind"),
                        row.getAs("segment"),
                        row.<Long>getAs("active_buyers"),
                        row.<Boolean>getAs("is_window_complete"),
                        Figure.ofNullable(row.<Long>getAs("active_buyers_year_ago"), row.getAs("growth_yoy_reason")),
                        Figure.ofNullable(row.<Double>getAs("growth_yoy"), row.getAs("growth_yoy_reason"))));
    }

    /** Sales per day, once by platform and once by tier: of the two the other is null. */
    Part<List<Measured.Sold>> sales() {
        String query = """
                select business_date, platform, city_tier, sum(orders_placed) orders_placed,
                       sum(orders_paid) orders_paid, sum(guest_orders) guest_orders,
                       sum(flagged_orders) flagged_orders, sum(gmv_placed) gmv_placed, sum(unpaid) unpaid,
                       sum(gmv_paid) gmv_paid, sum(cancelled) cancelled, sum(refunded_by_order_date) refunded,
                       sum(gmv_net) gmv_net, sum(platform_subsidy) platform_subsidy,
                       sum(gmv_net_of_subsidy) gmv_net_of_subsidy
                from gmv
                where business_date between %s and %s
                group by grouping sets ((business_date, platform), (business_date, city_tier))""".formatted(literal(span.first()), date);
        return collect(
                Gmv.TABLE,
                query,
                row -> new Measured.Sold(
                        day(row, "business_date"),
                        row.getAs("platform"),
                        row.getAs("city_tier"),
                        row.<Long>getAs("orders_placed"),
                        row.<Long>getAs("orders_paid"),
                        row.<Long>getAs("guest_orders"),
                        row.<Long>getAs("flagged_orders"),
                        row.getAs("gmv_placed"),
                        row.getAs("unpaid"),
                        row.getAs("gmv_paid"),
                        row.getAs("cancelled"),
                        row.getAs("refunded"),
                        row.getAs("gmv_net"),
                        row.getAs("platform_subsidy"),
                        row.getAs("gmv_net_of_subsidy")));
    }

    /** Growth of persons on any platform: 30 days by 30 days for a year, and day by day for the headline. */
    Part<List<Measured.Grown>> growth() {
        String query = """
                select as_of_date, platform, window_length, new_buyers, retained_buyers, resurrected_buyers,
                       churned_buyers, quick_ratio, reason
                from buyer_growth
                where definition = 'harmonised'
                  and (   (window_length = '30d' and as_of_date = %1$s)
                       or (window_length = '30d' and platform = 'all' and datediff(%1$s, as_of_date) %% %2$d = 0
                           and as_of_date between date_sub(%1$s, 360) and %1$s)
                       or (window_length = '1d' and platform = 'all'
                           and ((as_of_date > %3$s and as_of_date <= %1$s) or as_of_date = %4$s)))""".formatted(date, MONTH, beforeRecent(), yearBefore());
        return collect(
                BuyerGrowth.TABLE,
                query,
                row -> new Measured.Grown(
                        day(row, "as_of_date"),
                        row.getAs("platform"),
                        row.getAs("window_length"),
                        Figure.ofNullable(row.<Long>getAs("new_buyers"), row.getAs("reason")),
                        Figure.ofNullable(row.<Long>getAs("retained_buyers"), row.getAs("reason")),
                        Figure.ofNullable(row.<Long>getAs("resurrected_buyers"), row.getAs("reason")),
                        Figure.ofNullable(row.<Long>getAs("churned_buyers"), row.getAs("reason")),
                        Figure.ofNullable(row.<Double>getAs("quick_ratio"), row.getAs("reason"))));
    }

    /** Credit of the last 30 days by model, channel and sharer type. */
    Part<List<Measured.Credited>> credits() {
        String query = """
                select model, channel, sharer_type, sum(credited_orders) credited_orders,
                       sum(credited_gmv) credited_gmv, sum(credited_net) credited_net
                from channel_attribution
                where business_date > date_sub(%1$s, %2$d) and business_date <= %1$s
                group by model, channel, sharer_type""".formatted(date, MONTH);
        return collect(
                ChannelAttribution.TABLE,
                query,
                row -> new Measured.Credited(
                        row.getAs("model"),
                        row.getAs("channel"),
                        row.getAs("sharer_type"),
                        row.getAs("credited_orders"),
                        row.getAs("credited_gmv"),
                        row.getAs("credited_net")));
    }

    /** Touches and orders of the last 30 days by kind of sharer. */
    Part<List<Measured.Reached>> steps() {
        String query = """
                select sharer_type, sum(exposures) exposures, sum(clicks + reviews + store_visits) followed,
                       sum(orders) orders, sum(first_orders) first_orders
                from share_funnel
                where business_date > date_sub(%1$s, %2$d) and business_date <= %1$s
                group by sharer_type""".formatted(date, MONTH);
        return collect(
                ShareFunnel.TABLE,
                query,
                row -> new Measured.Reached(
                        row.getAs("sharer_type"),
                        row.<Long>getAs("exposures"),
                        row.<Long>getAs("followed"),
                        row.<Long>getAs("orders"),
                        row.<Long>getAs("first_orders")));
    }

    /** Shares of the last months by depth, and of all depths, over all platforms. */
    Part<List<Measured.Passed>> chains() {
        String query = """
                select share_month, case share_depth when 'all' then 0 else cast(share_depth as int) end depth,
                       sum(shares) shares, sum(active_sharers) sharers, sum(recipients) recipients,
                       sum(recipients_who_shared) recipients_who_shared, sum(chains) chains,
                       sum(shares_in_chains) shares_in_chains, max(largest_chain) largest_chain,
                       max(deepest_chain) deepest_chain
                from share_chains
                where channel = 'all' and share_month > add_months(%1$s, -%2$d) and share_month <= %1$s
                group by share_month, share_depth""".formatted(date, Chains.MONTHS);
        return collect(
                ShareChains.TABLE,
                query,
                row -> new Measured.Passed(
                        day(row, "share_month"),
                        row.<Integer>getAs("depth"),
                        row.<Long>getAs("shares"),
                        row.<Long>getAs("sharers"),
                        row.<Long>getAs("recipients"),
                        row.<Long>getAs("recipients_who_shared"),
                        row.<Long>getAs("chains"),
                        row.<Long>getAs("shares_in_chains"),
                        row.<Long>getAs("largest_chain"),
                        row.<Integer>getAs("deepest_chain")));
    }

    /** Shares of 12 months at the date and the year before, and of 30 days over time. */
    Part<List<Measured.Shared>> shares() {
        String query = """
                select business_date, window_length, platform, buyers, orders, gmv, buyers_share, penetration, gmv_share,
                       rank_by_buyers, rank_by_orders, rank_by_gmv, hhi, reason
                from market_share
                where (window_length = '12m' and business_date in (%2$s, %4$s))
                   or (window_length = '30d' and business_date between %1$s and %2$s
                       and datediff(%2$s, business_date) %% %3$d = 0)""".formatted(literal(span.first()), date, span.step(), yearBefore());
        return collect(
                MarketShare.TABLE,
                query,
                row -> new Measured.Shared(
                        day(row, "business_date"),
                        row.getAs("window_length"),
                        row.getAs("platform"),
                        row.<Long>getAs("buyers"),
                        row.<Long>getAs("orders"),
                        row.getAs("gmv"),
                        Figure.ofNullable(row.<Double>getAs("buyers_share"), row.getAs("reason")),
                        Figure.ofNullable(row.<Double>getAs("penetration"), row.getAs("reason")),
                        Figure.ofNullable(row.<Double>getAs("gmv_share"), row.getAs("reason")),
                        row.<Integer>getAs("rank_by_buyers"),
                        row.<Integer>getAs("rank_by_gmv"),
                        Figure.ofNullable(row.<Double>getAs("hhi"), row.getAs("reason"))));
    }

    /** What became of all rows that ever arrived, by source and stage. */
    Part<List<Measured.Ingested>> ingested() {
        String query = """
                select source_name, stage, count(distinct source_file) files,
                       count(distinct case when file_status not in ('read', 'empty') then source_file end) bad_files,
                       sum(rows_in) rows_in, sum(rows_accepted) rows_accepted,
                       sum(rows_quarantined) rows_quarantined, sum(rows_duplicate) rows_duplicate
                from ingest_log
                group by source_name, stage""";
        return collect(
                IngestLog.TABLE,
                query,
                row -> new Measured.Ingested(
                        row.getAs("source_name"),
                        row.getAs("stage"),
                        row.<Long>getAs("files"),
                        row.<Long>getAs("bad_files"),
                        row.<Long>getAs("rows_in"),
                        row.<Long>getAs("rows_accepted"),
                        row.<Long>getAs("rows_quarantined"),
                        row.<Long>getAs("rows_duplicate")));
    }

    /** Rejected rows by source, stage and reason, the most frequent first, with at most two of them as they came. */
    Part<List<Measured.Rejected>> rejected() {
        String query = """
                select source_name, stage, coalesce(reason, 'no_reason_given') reason, count(*) rejected_rows,
                       count(distinct source_file) files, min(sample) first_sample, max(sample) last_sample
                from (select source_name, stage, source_file,
                             substring(coalesce(raw, mapped, ''), 1, %d) sample, explode_outer(reasons) reason
                      from quarantine)
                group by source_name, stage, reason
                order by rejected_rows desc, source_name, stage, reason
                limit %d""".formatted(LONGEST_SAMPLE, MOST_REASONS);
        return collect(
                Quarantine.TABLE,
                query,
                row -> new Measured.Rejected(
                        row.getAs("source_name"),
                        row.getAs("stage"),
                        row.getAs("reason"),
                        row.<Long>getAs("rejected_rows"),
                        row.<Long>getAs("files"),
                        List.of(row.<String>getAs("first_sample"), row.<String>getAs("last_sample")).stream()
                                .distinct()
                                .filter(sample -> !sample.isBlank())
                                .toList()));
    }

    /** Credit of a month's journeys on all platforms, by models that judge them together. */
    Part<List<Measured.Modelled>> modelled(LocalDate month) {
        String query = """
                select model, channel, credited_gmv, removal_effect
                from modelled_attribution
                where platform = 'all' and period_length = 'month' and period_start = %s""".formatted(literal(month));
        return collect(
                ModelledAttribution.TABLE,
                query,
                row -> new Measured.Modelled(
                        row.getAs("model"),
                        row.getAs("channel"),
                        row.getAs("credited_gmv"),
                        Figure.ofNullable(row.<Double>getAs("removal_effect"), Figure.NOT_COVERED)));
    }

    /** The steps of a month's journeys on all platforms. */
    Part<List<Measured.Stepped>> steps(LocalDate month) {
        String query = """
                select step, from_state, to_state, sum(journeys) journeys
                from journey_steps
                where journey_month = %1$s and business_month = %1$s
                group by step, from_state, to_state""".formatted(literal(month));
        return collect(
                JourneySteps.TABLE,
                query,
                row -> new Measured.Stepped(
                        row.<Integer>getAs("step"),
                        row.getAs("from_state"),
                        row.getAs("to_state"),
                        row.<Long>getAs("journeys")));
    }

    /** Asks a table, which the query knows by its bare name. */
    private <T> Part<List<T>> collect(Table table, String query, Function<Row, T> measured) {
        return tables.answer(table, query)
                .map(answer ->
                        Part.of(answer.collectAsList().stream().map(measured).toList()))
                .orElseGet(() -> Part.absent("The run did not publish the table %s.".formatted(table.qualifiedName())));
    }

    private String beforeRecent() {
        return literal(span.last().minusDays(Headline.RECENT_DAYS));
    }

    private String yearBefore() {
        return literal(span.last().minusYears(1));
    }

    private static String literal(LocalDate day) {
        return "date'%s'".formatted(day);
    }

    private static LocalDate day(Row row, String column) {
        Object day = row.getAs(column);
        return day instanceof LocalDate date ? date : ((java.sql.Date) day).toLocalDate();
    }
}
