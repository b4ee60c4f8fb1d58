package io.souk.jobs.realdata;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UCI Online Retail end to end: every figure against DuckDB on the same files. */
@Tag("real-data")
class OnlineRetailTest {

    @TempDir
    static Path lake;

    private static RealData data;

    @BeforeAll
    static void backfill() throws SQLException {
        Path input = RealData.folder("online-retail");
        data = RealData.backfilled("online-retail.yaml", input, lake);
        data.prepare(
                """
                create table lines as
                select InvoiceNo, StockCode, Quantity::int as qty, InvoiceDate::timestamp as moment,
                       UnitPrice::decimal(12,4) as price, nullif(replace(CustomerID, '.0', ''), '') as customer, Country
                from read_csv('%s/*.csv.gz', header = true, all_varchar = true)""".formatted(input),
                "create table facts as select distinct * from lines",
                // Lines that Souk must believe: sales of no negative quantity or price; cancellations with an amount.
                "create table sales as select * from facts where InvoiceNo not like 'C%' and qty >= 0 and price >= 0",
                "create table refunds as select * from facts where InvoiceNo like 'C%' and -qty * price > 0",
                """
                create table orders as
                select InvoiceNo, min(moment)::date as day, max(customer) as customer, max(Country) as country,
                       round_even(sum(qty * price), 2)::decimal(18,2) as gmv, sum(qty) as units
                from sales group by InvoiceNo""",
                "create table buyer_days as select distinct customer, day from orders where gmv > 0 and customer is not null",
                "create table days as select unnest(generate_series((select min(day) from orders)::timestamp, (select max(day) from orders)::timestamp, interval 1 day))::date as day");
    }

    @AfterAll
    static void close() throws SQLException {
        data.close();
    }

    @Test
    void everyLineIsAccountedFor() throws SQLException {
        data.assertSame(
                "select sum(rows_in), sum(rows_accepted), sum(rows_quarantined), count(*) from bronze.ingest_log where stage = 'read' and input_name = 'lines'",
                "select count(*), count(*), 0, 305 from lines");
        data.assertSame(
                "select sum(rows_in), sum(rows_accepted), sum(rows_duplicate), sum(rows_quarantined) from bronze.ingest_log where stage = 'order_events'",
                """
                select (select count(*) from lines), (select count(*) from sales) + (select count(*) from refunds),
                       (select count(*) from lines) - (select count(*) from sales) - (select count(*) from refunds)
                         - (select count(*) from lines where (InvoiceNo not like 'C%' and (qty < 0 or price < 0)) or (InvoiceNo like 'C%' and -qty * price <= 0)),
                       (select count(*) from lines where (InvoiceNo not like 'C%' and (qty < 0 or price < 0)) or (InvoiceNo like 'C%' and -qty * price <= 0))""");
    }

    @Test
    void ordersGuestsAndGmvAgreeForEveryDay() throws SQLException {
        data.assertSame(
                "select business_date, sum(orders_placed), sum(orders_paid), sum(guest_orders), sum(units), sum(gmv_paid) from gold.gmv group by business_date having sum(orders_placed) > 0",
                "select day, count(*), count(*), count(*) filter (where customer is null), sum(units), sum(gmv)::decimal(18,2) from orders group by day");
    }

    @Test
    void cancellationsNameNoOrderAndReduceTheirOwnDay() throws SQLException {
        data.assertSame(
                "select business_date, sum(refunded_by_order_date), sum(refunded_by_refund_date) from gold.gmv group by business_date having sum(refunded_by_refund_date) <> 0",
                """
                select moment::date, sum(round_even(-qty * price, 2))::decimal(18,2), sum(round_even(-qty * price, 2))::decimal(18,2)
                from refunds group by 1 having sum(round_even(-qty * price, 2)) <> 0""");
    }

    @Test
    void gmvByCountryAgrees() throws SQLException {
        data.assertSame(
                "select country, sum(gmv_paid) from gold.gmv group by country having sum(orders_paid) > 0",
                "select country, sum(gmv)::decimal(18,2) from orders group by country");
    }

    @Test
    void activeBuyersAgreeForEveryDayAndWindow() throws SQLException {
        for (String window : new String[] {"1d", "7d", "30d", "12m"}) {
            data.assertSame(
                    "select as_of_date, active_buyers from gold.active_buyers where platform = 'online_retail' and definition = 'harmonised' and segment_kind = 'all' and window_length = '%s'"
                            .formatted(window),
                    """
                    select days.day, count(distinct customer) from days
                    left join buyer_days b on b.day between %s and days.day
                    group by days.day""".formatted(firstDay(window, "days.day")));
        }
    }

    @Test
    void growthAccountingAgreesForEveryDayWithHistory() throws SQLException {
        data.assertSame(
                "select as_of_date, new_buyers, retained_buyers, resurrected_buyers, churned_buyers from gold.buyer_growth where platform = 'online_retail' and definition = 'harmonised' and window_length = '30d' and new_buyers is not null",
                """
                with pairs as (
                  select d.day, b.customer,
                         bool_or(b.day > d.day - 30) as now,
                         bool_or(b.day <= d.day - 30 and b.day > d.day - 60) as before,
                         bool_or(b.day <= d.day - 30) as earlier
                  from days d join buyer_days b on b.day <= d.day
                  where d.day - 59 >= (select min(day) from orders)
                  group by d.day, b.customer)
                select day, count(*) filter (where now and not earlier), count(*) filter (where now and before),
                       count(*) filter (where now and earlier and not before), count(*) filter (where before and not now)
                from pairs group by day""");
    }

    @Test
    void withoutTouchesAllCreditIsDirect() throws SQLException {
        data.assertSame(
                "select model, channel, sum(credited_gmv) from gold.channel_attribution where channel <> 'unattributed' group by model, channel",
                """
                select model, 'direct', (select sum(gmv) from orders)::decimal(18,2)
                from (values ('first_touch'), ('last_touch'), ('linear'), ('position_based'), ('time_decay'), ('last_paid')) t(model)""");
    }

    private static String firstDay(String window, String day) {
        return window.equals("12m")
                ? "(%s - interval 12 months)::date + 1".formatted(day)
                : "%s - %d".formatted(day, Integer.parseInt(window.replace("d", "")) - 1);
    }
}
