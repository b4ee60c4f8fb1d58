package io.souk.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The cells of {@code souk.ipynb}: what is in the folder, then the questions that are asked of a market first. */
final class MarketNotebook {

    private MarketNotebook() {}

    static List<Cell> cells(List<ExtractedTable> tables, ExportInfo info) {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell.Prose("what-is-in-here", whatIsInHere(tables, info)));
        cells.add(Cell.Query.first("tables", rowsAndDates(tables)));
        cells.add(new Cell.Prose("definitions", DEFINITIONS));
        ask(cells, "active-buyers", "Active buyers by platform and window", """
                On the last date, over all segments. The two definitions stand side by side and are never compared: each
                platform counts its own orders in `reported`. Where `is_window_complete` is false the data begins
                inside the window, so the figure is too low.""", ACTIVE_BUYERS);
        ask(cells, "growth-year-on-year", "Growth year on year", """
                Active buyers on the last date against the same date a year before, harmonised. 0.25 is 25%.""", GROWTH_YEAR_ON_YEAR);
        ask(cells, "growth-accounting", "Where the growth came from", """
                Each window on the last date against the window before it, which ends on the day before it begins.
                active = new + retained + resurrected; active before = retained + churned: `adds_up` checks both.""", GROWTH_ACCOUNTING);
        ask(cells, "gmv-bridge", "GMV bridge by month", """
                From everything placed to what stays sold, all platforms together.
                gmv_placed - unpaid = gmv_paid; - cancelled - refunded = gmv_net; - platform_subsidy =
                gmv_net_of_subsidy: `adds_up` checks all three. The first and the last month may be parts of months.""", GMV_BRIDGE);
        ask(cells, "gmv-by-platform", "The same by platform, in the last month", """
                The month of the last date, so far.""", GMV_BY_PLATFORM);
        ask(cells, "market-share", "Market share and ranks", """
                On the last date, harmonised. Shares add up to 1 over platforms. Persons who use two platforms count on
                both, so `penetration` (against persons active anywhere) may add up to more. `hhi` is the market's
                concentration: 10,000 where one platform has it all.""", MARKET_SHARE);
        ask(cells, "attribution", "Attribution by channel and model", """
                The last 30 days. Every model credits the same paid orders, to the last minor unit, so `gmv_share` adds
                up to 1 within a model. `direct` is an order without an eligible touch.""", ATTRIBUTION);
        ask(cells, "buyers-by-tier", "Buyers by tier of their city", """
                Twelve months that end on the last date, harmonised. A buyer belongs to the tier of the latest counting
                order, so tiers add up to the total; `tier_share` is the part of it.""", BUYERS_BY_TIER);
        cells.add(new Cell.Prose("how-to-go-on", HOW_TO_GO_ON));
        return List.copyOf(cells);
    }

    private static void ask(List<Cell> cells, String id, String title, String words, String sql) {
        cells.add(new Cell.Prose(id + "-title", "## %s\n\n%s".formatted(title, words)));
        cells.add(Cell.Query.of(id, sql));
    }

    private static String whatIsInHere(List<ExtractedTable> tables, ExportInfo info) {
        String list = tables.stream()
                .map(table -> "- `%s`: %s".formatted(table.name(), Markdown.text(table.question())))
                .collect(Collectors.joining("\n"));
        return """
                # Souk, %s to %s

                What the run %s published at %s. Amounts are in %s.

                %s

                The answers below were made at export by running the same SQL over the same Parquet files. To run it
                yourself: `pip install duckdb notebook`, then open this notebook from its own folder (its paths are
                relative). `README.md` explains every column.""".formatted(
                        info.firstDate(),
                        info.lastDate(),
                        Markdown.text(info.runId()),
                        info.publishedAt(),
                        Markdown.text(info.reportingCurrency()),
                        list);
    }

    private static String rowsAndDates(List<ExtractedTable> tables) {
        return tables.stream()
                .map(table -> {
                    String dated = table.dateColumn().map(ExtractedColumn::name).orElse("null::date");
                    return """
                            select '%s' as table_name, count(*) as row_count, min(%s) as first_date, max(%2$s) as last_date
                            from '%s'
                            """.formatted(table.name(), dated, table.parquetPattern());
                })
                .collect(Collectors.joining("union all\n", "", "order by table_name\n"));
    }

    private static final String DEFINITIONS = """
            ## Definitions

            - **active buyers**: distinct accounts with at least one counting order in the window that ends on the date,
              both ends included. The platform `all` counts persons on any platform once; `group:x` persons on any
              platform of the owner x. Platforms therefore do not add up to `all`.
            - **harmonised** counts paid, unflagged orders on every platform; **reported** counts what the platform itself
              counts. Compare platforms by `harmonised`.
            - **windows**: 1d, 7d, 30d; 12m runs from the day after the same date a year before.
            - **GMV**: list price less the seller's discount, without shipping. `gmv_placed` counts every order placed,
              `gmv_paid` those paid, `gmv_net` what was neither cancelled nor refunded since.
            - **a null is not a zero**: the column beside it says why. `history_too_short`: the data begins too late;
              `no_base`: there is nothing to compare with.
            - **credit**: each model divides an order's amount over the touches before it; credits add up exactly.""";

    private static final String HOW_TO_GO_ON = """
            ## How to go on

            - Change a query above and run its cell. `duckdb.sql(...).show(max_width=200)` shows every column of a wide
              answer, `.df()` gives a pandas data frame (`pip install pandas`), `.write_csv('answer.csv')` a file.
            - One file with all tables: `duckdb.connect('souk.duckdb', read_only=True)`, then
              `from gold.active_buyers`. `select * from duckdb_columns()` shows what each column means.
            - The files below `csv` open in any spreadsheet; those below `parquet` in Spark, Trino, pandas, Polars or R.
            - Other segments: `select distinct segment_kind from 'parquet/active_buyers/*.parquet'`.""";

    private static final String ACTIVE_BUYERS = """
            select platform, window_length,
                   max(active_buyers) filter (where definition = 'harmonised') as harmonised,
                   max(active_buyers) filter (where definition = 'reported') as reported,
                   bool_and(is_window_complete) as is_window_complete
            from 'parquet/active_buyers/*.parquet'
            where as_of_date = (select max(as_of_date) from 'parquet/active_buyers/*.parquet')
              and segment_kind = 'all' and segment = 'all'
            group by platform, window_length
            order by platform <> 'all', platform, right(window_length, 1), len(window_length), window_length
            """;

    private static final String GROWTH_YEAR_ON_YEAR = """
            select platform, window_length, active_buyers, active_buyers_year_ago,
                   round(growth_yoy, 4) as growth_yoy, growth_yoy_reason
            from 'parquet/active_buyers/*.parquet'
            where as_of_date = (select max(as_of_date) from 'parquet/active_buyers/*.parquet')
              and definition = 'harmonised' and segment_kind = 'all' and segment = 'all'
            order by platform <> 'all', platform, right(window_length, 1), len(window_length), window_length
            """;

    private static final String GROWTH_ACCOUNTING = """
            select platform, window_length, active_buyers, previous_active_buyers,
                   new_buyers, retained_buyers, resurrected_buyers, churned_buyers,
                   round(quick_ratio, 4) as quick_ratio, reason,
                   active_buyers = new_buyers + retained_buyers + resurrected_buyers
                     and previous_active_buyers = retained_buyers + churned_buyers as adds_up
            from 'parquet/buyer_growth/*.parquet'
            where as_of_date = (select max(as_of_date) from 'parquet/buyer_growth/*.parquet')
              and definition = 'harmonised'
            order by platform <> 'all', platform, right(window_length, 1), len(window_length), window_length
            """;

    private static final String BRIDGE = """
                   sum(orders_paid) as orders_paid,
                   sum(gmv_placed) as gmv_placed, sum(unpaid) as unpaid, sum(gmv_paid) as gmv_paid,
                   sum(cancelled) as cancelled, sum(refunded_by_order_date) as refunded, sum(gmv_net) as gmv_net,
                   sum(platform_subsidy) as platform_subsidy, sum(gmv_net_of_subsidy) as gmv_net_of_subsidy,
                   sum(gmv_placed) - sum(unpaid) = sum(gmv_paid)
                     and sum(gmv_paid) - sum(cancelled) - sum(refunded_by_order_date) = sum(gmv_net)
                     and sum(gmv_net) - sum(platform_subsidy) = sum(gmv_net_of_subsidy) as adds_up
            from 'parquet/gmv/*.parquet'
            """;

    private static final String GMV_BRIDGE = """
            select strftime(business_date, '%Y-%m') as calendar_month,
            """ + BRIDGE + """
            group by calendar_month
            order by calendar_month
            """;

    private static final String GMV_BY_PLATFORM = """
            select platform,
            """ + BRIDGE + """
            where business_date >= (select date_trunc('month', max(business_date)) from 'parquet/gmv/*.parquet')
            group by platform
            order by gmv_paid desc, platform
            """;

    private static final String MARKET_SHARE = """
            select window_length, platform, rank_by_gmv, gmv, round(gmv_share, 4) as gmv_share,
                   rank_by_orders, orders, round(orders_share, 4) as orders_share,
                   rank_by_buyers, buyers, round(buyers_share, 4) as buyers_share,
                   round(penetration, 4) as penetration, round(hhi, 1) as hhi, reason
            from 'parquet/market_share/*.parquet'
            where business_date = (select max(business_date) from 'parquet/market_share/*.parquet')
            order by right(window_length, 1), len(window_length), window_length, rank_by_gmv, platform
            """;

    private static final String ATTRIBUTION = """
            select model, channel, sum(credited_orders) as credited_orders, sum(credited_gmv) as credited_gmv,
                   round(sum(credited_gmv) / nullif(sum(sum(credited_gmv)) over (partition by model), 0), 4) as gmv_share,
                   sum(reversed) as reversed, sum(credited_net) as credited_net
            from 'parquet/channel_attribution/*.parquet'
            where business_date > (select max(business_date) - 30 from 'parquet/channel_attribution/*.parquet')
            group by model, channel
            order by model, credited_gmv desc, channel
            """;

    private static final String BUYERS_BY_TIER = """
            select platform, segment as city_tier, active_buyers,
                   round(active_buyers / nullif(sum(active_buyers) over (partition by platform), 0), 4) as tier_share,
                   active_buyers_year_ago, round(growth_yoy, 4) as growth_yoy, growth_yoy_reason
            from 'parquet/active_buyers/*.parquet'
            where as_of_date = (select max(as_of_date) from 'parquet/active_buyers/*.parquet')
              and definition = 'harmonised' and window_length = '12m' and segment_kind = 'city_tier'
            order by platform <> 'all', platform,
                     list_position(['first', 'new_first', 'second', 'third', 'fourth', 'fifth'], segment) nulls last,
                     segment
            """;
}
