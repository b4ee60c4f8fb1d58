package io.souk.jobs.realdata;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Olist end to end: every figure against DuckDB on the same files. */
@Tag("real-data")
class OlistTest {

    @TempDir
    static Path lake;

    private static RealData data;

    @BeforeAll
    static void backfill() throws SQLException {
        Path input = RealData.folder("olist");
        data = RealData.backfilled("olist.yaml", input, lake);
        data.prepare(
                csv("raw_orders", input.resolve("olist_orders_dataset.csv.gz")),
                csv("items", input.resolve("olist_order_items_dataset.csv.gz")),
                csv("customers", input.resolve("olist_customers_dataset.csv.gz")),
                csv("products", input.resolve("olist_products_dataset.csv.gz")),
                csv("names", input.resolve("product_category_name_translation.csv")),
                csv("municipalities", input.resolve("../population/br_municipalities_2020.csv")),
                """
                create table tiers as
                select replace(replace(lower(strip_accents(city)), '-', ' '), '''', ' ') || ', ' || state as city,
                       case when n > 5000000 then 'first' when n > 1000000 then 'new_first' when n > 500000 then 'second'
                            when n > 200000 then 'third' when n > 50000 then 'fourth' else 'fifth' end as tier
                from (select *, estimated_population::bigint as n from municipalities)""",
                """
                create table orders as
                select o.order_id, c.customer_unique_id as buyer, o.order_purchase_timestamp::timestamp::date as day,
                       coalesce(nullif(o.order_approved_at, ''),
                                case when order_status = 'delivered' then nullif(order_delivered_carrier_date, '') end) is not null as paid,
                       o.order_status in ('canceled', 'unavailable') as cancelled,
                       coalesce(t.tier, 'unknown') as tier, o.order_purchase_timestamp as moment,
                       coalesce((select sum(price::decimal(12,2)) from items i where i.order_id = o.order_id), 0) as gmv
                from raw_orders o
                join customers c on c.customer_id = o.customer_id
                left join tiers t on t.city = replace(replace(lower(c.customer_city), '-', ' '), '''', ' ') || ', ' || c.customer_state""",
                "create table buyer_days as select distinct buyer, day from orders where paid and gmv > 0",
                "create table days as select unnest(generate_series((select min(day) from orders)::timestamp, (select max(day) from orders)::timestamp, interval 1 day))::date as day");
    }

    @AfterAll
    static void close() throws SQLException {
        data.close();
    }

    @Test
    void theBridgeAgreesForEveryDay() throws SQLException {
        data.assertSame(
                "select business_date, sum(orders_placed), sum(orders_paid), sum(gmv_placed), sum(unpaid), sum(gmv_paid), sum(cancelled), sum(gmv_net) from gold.gmv group by business_date",
                """
                select day, count(*), count(*) filter (where paid), sum(gmv)::decimal(18,2),
                       coalesce(sum(gmv) filter (where not paid), 0)::decimal(18,2),
                       coalesce(sum(gmv) filter (where paid), 0)::decimal(18,2),
                       coalesce(sum(gmv) filter (where paid and cancelled), 0)::decimal(18,2),
                       coalesce(sum(gmv) filter (where paid and not cancelled), 0)::decimal(18,2)
                from orders group by day""");
    }

    @Test
    void gmvByTierAndByCategoryAgrees() throws SQLException {
        data.assertSame(
                "select city_tier, sum(orders_placed), sum(gmv_paid) from gold.gmv group by city_tier",
                "select tier, count(*), coalesce(sum(gmv) filter (where paid), 0)::decimal(18,2) from orders group by tier");
        data.assertSame(
                "select category, sum(gmv_paid), sum(units) from gold.gmv where units > 0 group by category", """
                select coalesce(nullif(n.product_category_name_english, ''), nullif(p.product_category_name, ''), 'unknown'),
                       coalesce(sum(i.price::decimal(12,2)) filter (where o.paid), 0)::decimal(18,2), count(*)
                from items i join orders o on o.order_id = i.order_id
                left join products p on p.product_id = i.product_id
                left join names n on n.product_category_name = p.product_category_name
                group by 1""");
    }

    @Test
    void activeBuyersAgreeForEveryDayAndWindow() throws SQLException {
        for (String window : new String[] {"7d", "30d", "12m"}) {
            String first = window.equals("12m")
                    ? "(days.day - interval 12 months)::date + 1"
                    : "days.day - " + (Integer.parseInt(window.replace("d", "")) - 1);
            data.assertSame(
                    "select as_of_date, active_buyers from gold.active_buyers where platform = 'olist' and definition = 'harmonised' and segment_kind = 'all' and window_length = '%s'"
                            .formatted(window),
                    """
                    select days.day, count(distinct buyer) from days
                    left join buyer_days b on b.day between %s and days.day
                    group by days.day""".formatted(first));
        }
    }

    @Test
    void eachBuyerIsInTheTierOfTheLatestOrder() throws SQLException {
        data.assertSame(
                "select segment, active_buyers from gold.active_buyers where platform = 'olist' and definition = 'harmonised' and segment_kind = 'city_tier' and window_length = '12m' and as_of_date = date'2018-08-31' and active_buyers > 0",
                """
                select tier, count(*) from (
                  select buyer, arg_max(tier, (moment, order_id)) as tier from orders
                  where paid and gmv > 0 and day between date '2017-09-01' and date '2018-08-31' group by buyer)
                group by tier""");
    }

    private static String csv(String table, Path file) {
        return "create table %s as select * from read_csv('%s', header = true, all_varchar = true)"
                .formatted(table, file);
    }
}
