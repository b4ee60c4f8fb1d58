package io.souk.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.TextTable;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.sales.Gmv;
import io.souk.gold.sharing.ShareChains;
import io.souk.gold.sharing.ShareFunnel;
import io.souk.jobs.lake.Publication;
import io.souk.table.Table;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of small lakes, counted by hand. */
class DailyReportTest {

    private static final LocalDate DATE = LocalDate.of(2019, 11, 11);
    private static int lakes;

    private ViewTables tables;

    @BeforeEach
    void openAnEmptyLake() {
        tables = new ViewTables(ReportSession.get(), "small" + lakes++, publication(LocalDate.of(2019, 11, 1)));
    }

    private static Publication publication(LocalDate first) {
        return new Publication(
                3,
                "run-3",
                Instant.parse("2019-11-12T02:00:00Z"),
                first,
                DATE,
                null,
                "GBP",
                11,
                "recipe",
                Map.of("test", 1L),
                Map.of("gold.gmv", 3L),
                List.of());
    }

    private void publish(Table table, String text) {
        tables.with(table, TextTable.rows(table, text));
    }

    private void publishSales() {
        publish(Gmv.TABLE, """
                business_date | platform | storefront | country | city_tier | category | orders_placed | orders_paid | guest_orders | flagged_orders | gmv_placed | unpaid | gmv_paid | cancelled | refunded_by_order_date | gmv_net | platform_subsidy | gmv_net_of_subsidy
                2019-11-04    | jd       | none       | CN      | first     | tea      | 4             | 4           | 1            | 0              | 80.00      | 0.00   | 80.00    | 0.00      | 0.00                   | 80.00   | 0.00             | 80.00
                2019-11-11    | jd       | none       | CN      | first     | tea      | 2             | 1           | 1            | 0              | 30.00      | 10.00  | 20.00    | 0.00      | 1.50                   | 18.50   | 0.50             | 18.00
                2019-11-11    | jd       | none       | CN      | unknown   | pots     | 1             | 1           | 1            | 0              | 70.05      | 0.00   | 70.05    | 0.05      | 0.00                   | 70.00   | 0.00             | 70.00
                2019-11-11    | taobao   | none       | CN      | second    | tea      | 3             | 3           | 1            | 0              | 9.95       | 0.00   | 9.95     | 0.00      | 0.00                   | 9.95    | 0.00             | 9.95""");
    }

    private void publishBuyers() {
        publish(ActiveBuyers.TABLE, """
                as_of_date | platform | definition | window_length | segment_kind | segment | active_buyers | is_window_complete | active_buyers_year_ago | growth_yoy | growth_yoy_reason
                2019-11-11 | jd       | harmonised | 12m           | all          | all     | 60            | true               | 50                     | 0.2        | -
                2019-11-11 | jd       | reported   | 12m           | all          | all     | 61            | true               | -                      | -          | history_too_short
                2019-11-11 | taobao   | harmonised | 12m           | all          | all     | 50            | true               | 0                      | -          | no_base
                2019-11-11 | all      | harmonised | 12m           | all          | all     | 90            | true               | 45                     | 1.0        | -
                2019-11-11 | all      | harmonised | 1d            | all          | all     | 6             | true               | -                      | -          | history_too_short
                2019-11-10 | all      | harmonised | 1d            | all          | all     | 0             | true               | -                      | -          | history_too_short
                2019-11-04 | all      | harmonised | 1d            | all          | all     | 3             | true               | -                      | -          | history_too_short
                2019-11-11 | all      | harmonised | 30d           | all          | all     | 70            | false              | -                      | -          | history_too_short""");
    }

    private Headline headline(DailyReport report, String name) {
        return report.headlines().stream()
                .filter(headline -> headline.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void amountsOfPlatformsAddUpAndAreComparedWithTheDaysBefore() {
        publishSales();
        Headline paid = headline(DailyReport.of(tables, DATE), "GMV paid");
        assertThat(paid.value().value()).isEqualByComparingTo("100.00");
        assertThat(paid.comparisons().get(0).change().reason()).isEqualTo("no_base");
        assertThat(paid.comparisons().get(1).change().value()).isEqualByComparingTo("0.25");
        assertThat(paid.comparisons().get(2).change().reason()).isEqualTo("not_covered");
        assertThat(paid.recent()).hasSize(60).endsWith(new BigDecimal("100.00"));
    }

    @Test
    void buyersOfPlatformsAreNeverAddedUp() {
        publishBuyers();
        DailyReport report = DailyReport.of(tables, DATE);
        Headline year = headline(report, "Active buyers, 12 months");
        assertThat(year.value().value()).isEqualByComparingTo("90");
        assertThat(year.comparisons().get(2).change().value()).isEqualByComparingTo("1");
        Headline day = headline(report, "Active buyers, 1 day");
        assertThat(day.comparisons().get(0).change().reason()).isEqualTo("no_base");
        assertThat(day.comparisons().get(1).change().value()).isEqualByComparingTo("1");
        assertThat(headline(report, "Active buyers, 30 days").value().inWords()).isEqualTo("the data begins too late");
    }

    @Test
    void theBridgeEndsWhereItsLinesLead() {
        publishSales();
        List<Sales.Step> steps = DailyReport.of(tables, DATE).bridge().content().steps();
        BigDecimal level = BigDecimal.ZERO;
        for (Sales.Step step : steps) {
            if (step.isTotal() && !step.column().equals("gmv_placed")) {
                assertThat(step.amount()).as(step.column()).isEqualByComparingTo(level);
            }
            level = step.isTotal() ? step.amount() : level.add(step.amount());
        }
        assertThat(DailyReport.of(tables, DATE).bridge().content().guestOrders())
                .isEqualTo(4);
        assertThat(steps.get(0).amount()).isEqualByComparingTo("190.00");
        assertThat(level).isEqualByComparingTo("177.95");
    }

    @Test
    void tiersKeepTheirOrderAndTheUnknownComesLast() {
        publishSales();
        Trend trend = DailyReport.of(tables, DATE).salesByTier().content();
        assertThat(trend.lines()).extracting(Trend.Line::key).containsExactly("first", "second", "unknown");
        assertThat(trend.dates()).containsExactly(LocalDate.of(2019, 11, 4), DATE);
    }

    @Test
    void standingsDivideMoneyByOrdersAndBuyers() {
        publishBuyers();
        publish(MarketShare.TABLE, """
                business_date | window_length | platform | buyers | orders | gmv    | buyers_share | penetration | gmv_share | rank_by_buyers | rank_by_orders | rank_by_gmv | hhi
                2019-11-11    | 12m           | jd       | 60     | 30     | 900.00 | 0.5454       | 0.6667      | 0.9       | 1              | 1              | 1           | 8200
                2019-11-11    | 12m           | taobao   | 50     | 0      | 100.00 | 0.4545       | 0.5556      | 0.1       | 2              | 2              | 2           | 8200""");
        DailyReport report = DailyReport.of(tables, DATE);
        Standing jd = report.standings().get(0);
        assertThat(jd.spendPerBuyer().value()).isEqualByComparingTo("15.00");
        assertThat(jd.averageOrder().value()).isEqualByComparingTo("30.00");
        assertThat(jd.reportedBuyers().value()).isEqualByComparingTo("61");
        assertThat(report.standings().get(1).averageOrder().inWords()).isEqualTo("nothing to divide by");
        assertThat(report.standings().get(1).growthYoy().inWords()).isEqualTo("no base: it was zero then");
        assertThat(report.platforms()).extracting(Standing::platform).containsExactly("jd", "taobao");
        assertThat(report.competition().content().concentration().value()).isEqualByComparingTo("8200");
    }

    @Test
    void everyModelSharesOutTheSameTotal() {
        publishBuyers();
        publish(ChannelAttribution.TABLE, """
                business_date | platform | model       | channel | sharer_type | partner | credited_orders | credited_gmv | reversed | credited_net
                2019-11-11    | jd       | first_touch | wechat  | friend      | none    | 1               | 60.00        | 0.00     | 60.00
                2019-11-11    | jd       | first_touch | direct  | none        | none    | 1               | 40.00        | 5.00     | 35.00
                2019-11-11    | jd       | last_touch  | weibo   | influencer  | none    | 1               | 60.00        | 0.00     | 60.00
                2019-11-11    | jd       | last_touch  | direct  | none        | none    | 1               | 40.00        | 5.00     | 35.00
                2019-10-12    | jd       | last_touch  | direct  | none        | none    | 9               | 900.00       | 0.00     | 900.00""");
        Attribution attribution = DailyReport.of(tables, DATE).attribution().content();
        assertThat(attribution.models()).containsExactly("first_touch", "last_touch");
        assertThat(attribution.total("first_touch")).isEqualByComparingTo("95.00");
        assertThat(attribution.total("last_touch")).isEqualByComparingTo("95.00");
        assertThat(attribution.channels())
                .extracting(Attribution.Earner::name)
                .containsExactly("wechat", "direct", "weibo");
    }

    @Test
    void growthSaysWhyItIsUnknown() {
        publishBuyers();
        publish(BuyerGrowth.TABLE, """
                as_of_date | platform | definition | window_length | active_buyers | new_buyers | reason
                2019-11-11 | all      | harmonised | 30d           | 70            | -          | history_too_short
                2019-11-11 | all      | harmonised | 1d            | 6             | 2          | -
                2019-11-10 | all      | harmonised | 1d            | 0             | -          | history_too_short""");
        DailyReport report = DailyReport.of(tables, DATE);
        assertThat(report.growth().absence()).contains("the data begins too late");
        Headline fresh = headline(report, "New buyers");
        assertThat(fresh.value().value()).isEqualByComparingTo("2");
        assertThat(fresh.comparisons().get(0).change().inWords()).isEqualTo("the data begins too late");
    }

    @Test
    void rowsThatAreNotAccountedForShow() {
        publishBuyers();
        Timestamp when = Timestamp.from(Instant.EPOCH);
        tables.with(
                IngestLog.TABLE,
                List.of(
                        new Object[] {"shop", 1L, "a", "f1", "read", "read", 9L, when, 10L, 8L, 1L, 1L, 0L, when},
                        new Object[] {"shop", 1L, "a", "f2", "read", "truncated", 9L, when, 5L, 4L, 0L, 0L, 0L, when}));
        tables.with(
                Quarantine.TABLE,
                List.of(
                        new Object[] {"shop", 1L, "f1", "read", new String[] {"bad", "late"}, "1;x", null, when},
                        new Object[] {"shop", 1L, "f2", "read", new String[] {"bad"}, null, "{}", when}));
        DataQuality quality = DailyReport.of(tables, DATE).quality();
        DataQuality.Stage stage = quality.stages().content().get(0);
        assertThat(stage.rowsIn()).isEqualTo(15);
        assertThat(stage.badFiles()).isEqualTo(1);
        assertThat(stage.addsUp()).isFalse();
        assertThat(quality.rejections().content())
                .extracting(DataQuality.Rejection::reason, DataQuality.Rejection::rows, DataQuality.Rejection::samples)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bad", 2L, List.of("1;x", "{}")),
                        org.assertj.core.groups.Tuple.tuple("late", 1L, List.of("1;x")));
    }

    @Test
    void tablesThatAreMissingLeaveTheirReasonAndThePageStands() {
        publishSales();
        DailyReport report = DailyReport.of(tables, DATE);
        assertThat(report.attribution().absence())
                .isEqualTo("The run did not publish the table gold.channel_attribution.");
        assertThat(report.funnel().absence()).isEqualTo("The run did not publish the table gold.share_funnel.");
        assertThat(report.chains().absence()).isEqualTo("The run did not publish the table gold.share_chains.");
        assertThat(report.quality().stages().absence()).contains("bronze.ingest_log");
        assertThat(headline(report, "New buyers").value().inWords()).isEqualTo("the run published no such row");
        assertThat(HtmlReport.render(report))
                .contains("The run did not publish the table gold.channel_attribution.")
                .contains("The run published no figures by platform for the date.");
    }

    @Test
    void sharesAreShownByDepthAndOverAllPlatforms() {
        publishSales();
        publish(ShareFunnel.TABLE, """
                business_date | platform | channel | sharer_type | exposures | clicks | reviews | store_visits | persons_touched | orders | first_orders | credited_gmv
                2019-11-11    | jd       | wechat  | friend      | 1         | 5      | 0       | 0            | 4               | 2      | 1            | 9.00
                2019-10-13    | jd       | weibo   | friend      | 0         | 1      | 1       | 1            | 1               | 1      | 0            | 1.00
                2019-10-12    | jd       | weibo   | friend      | 0         | 70     | 0       | 0            | 1               | 50     | 0            | 1.00
                2019-11-11    | tmall    | direct  | none        | 0         | 0      | 0       | 0            | 0               | 7      | 2            | 3.00""");
        publish(ShareChains.TABLE, """
                share_month | platform | channel | share_depth | shares | active_sharers | recipients | recipients_who_shared | chains | shares_in_chains | largest_chain | deepest_chain
                2019-11-01  | jd       | all     | all         | 9      | 4              | 8          | 2                     | 5      | 20               | 11            | 7
                2019-11-01  | jd       | all     | 1           | 5      | 4              | 8          | 2                     | 5      | 20               | 11            | 7
                2019-11-01  | jd       | all     | 7           | 3      | 1              | 0          | 0                     | 0      | 0                | 0             | 0
                2019-11-01  | jd       | all     | 5           | 1      | 1              | 0          | 0                     | 0      | 0                | 0             | 0
                2019-11-01  | tmall    | all     | all         | 1      | 1              | 1          | 1                     | 1      | 1                | 1             | 1
                2019-11-01  | tmall    | all     | 1           | 1      | 1              | 1          | 1                     | 1      | 1                | 1             | 1
                2019-11-01  | tmall    | wechat  | all         | 1      | 1              | 1          | 1                     | 1      | 1                | 1             | 1
                2018-10-01  | tmall    | all     | all         | 1      | 1              | 1          | 1                     | 1      | 1                | 1             | 1""");
        DailyReport report = DailyReport.of(tables, DATE);
        assertThat(report.funnel().content().sharers())
                .containsExactly(
                        new Funnel.Sharer("none", List.of(0L, 0L, 7L, 2L)),
                        new Funnel.Sharer("friend", List.of(1L, 8L, 3L, 1L)));
        assertThat(report.chains().content().months())
                .containsExactly(new Chains.Month(
                        LocalDate.of(2019, 11, 1), List.of(6L, 0L, 0L, 0L, 4L), 5, 9, 3, 6, 21, 11, 7));
        assertThat(report.chains().content().months().get(0).kFactor().value()).isEqualByComparingTo("0.6");
        assertThat(HtmlReport.render(report)).contains("Share chains").contains("From seen to bought");
    }

    @Test
    void aShopWithoutRivalsTiersAndTouchesSaysSo() {
        publish(Gmv.TABLE, """
                business_date | platform | storefront | country | city_tier | category | orders_placed | orders_paid | guest_orders | flagged_orders | gmv_placed | unpaid | gmv_paid | cancelled | refunded_by_order_date | gmv_net | platform_subsidy | gmv_net_of_subsidy
                2019-11-11    | shop     | none       | GB      | unknown   | tea      | 2             | 2           | 1            | 0              | 30.00      | 0.00   | 30.00    | 0.00      | 0.00                   | 30.00   | 0.00             | 30.00""");
        publish(MarketShare.TABLE, """
                business_date | window_length | platform | buyers | orders | gmv   | rank_by_buyers | rank_by_orders | rank_by_gmv
                2019-11-11    | 12m           | shop     | 2      | 2      | 30.00 | 1              | 1              | 1""");
        publish(ChannelAttribution.TABLE, """
                business_date | platform | model       | channel | sharer_type | partner | credited_orders | credited_gmv | reversed | credited_net
                2019-11-11    | shop     | first_touch | direct  | none        | none    | 2               | 30.00        | 0.00     | 30.00""");
        DailyReport report = DailyReport.of(tables, DATE);
        assertThat(report.competition().absence()).contains("one platform only");
        assertThat(report.salesByTier().absence()).contains("No buyer's city has a tier");
        assertThat(report.attribution().absence()).contains("all credit is direct");
        assertThat(HtmlReport.render(report)).contains("one platform only");
    }

    @Test
    void aDateThatIsNotPublishedIsAnErrorThatNamesTheDatesThatAre() {
        assertThatThrownBy(() -> DailyReport.of(tables, LocalDate.of(2020, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nothing is published for 2020-01-01")
                .hasMessageContaining("2019-11-01 to 2019-11-11");
        publishSales();
        assertThatThrownBy(() -> DailyReport.of(tables, LocalDate.of(2019, 11, 5)))
                .hasMessageContaining("Nothing is published for 2019-11-05");
    }

    @Test
    void aReportTakesElevenQueries() {
        publishSales();
        DailyReport.of(tables, DATE);
        assertThat(tables.queries()).isEqualTo(11);
    }
}
