package io.souk.gold;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;

import io.souk.gold.sales.Gmv;
import io.souk.silver.Orders;
import io.souk.silver.Refunds;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class GmvTest {

    private static final Map<String, String> ORDER = Map.of(
            "platform", "jd",
            "storefront", "none",
            "country", "CN",
            "city_tier", "first",
            "buyer_id", "ann",
            "is_flagged", "false",
            "is_cancelled", "false",
            "subsidy_minor", "0");

    @Test
    void theBridgeRunsFromEverythingPlacedToWhatStaysSold() {
        Dataset<Row> orders = orders("""
                order_id  | business_date | is_paid | is_cancelled | gmv_minor | subsidy_minor | units | parts
                kept      | 2019-11-11    | true    | false        | 10000     | 500           | 1     | tea=10000
                unpaid    | 2019-11-11    | false   | false        | 7000      | 300           | 2     | tea=7000
                cancelled | 2019-11-11    | true    | true         | 2000      | 100           | 1     | tea=2000
                """);
        assertRows(Gmv.from(orders, refunds("""
                order_id | order_date | refund_date | counted_minor
                kept     | 2019-11-11 | 2019-11-20  | 2500
                """), "CNY"), """
                business_date | orders_placed | orders_paid | gmv_placed | unpaid | gmv_paid | cancelled | refunded_by_order_date | refunded_by_refund_date | gmv_net | platform_subsidy | gmv_net_of_subsidy
                2019-11-11    | 3             | 2           | 190.00     | 70.00  | 120.00   | 20.00     | 25.00                  | 0.00                    | 75.00   | 6.00             | 69.00
                2019-11-20    | 0             | 0           | 0.00       | 0.00   | 0.00     | 0.00      | 0.00                   | 25.00                   | 0.00    | 0.00             | 0.00
                """);
    }

    @Test
    void anOrderCountsOnceInItsLargestCategoryAndItsAmountsInTheirOwn() {
        Dataset<Row> orders = orders("""
                order_id | business_date | is_paid | gmv_minor | subsidy_minor | units | parts
                a        | 2019-11-11    | true    | 1000      | 100           | 2     | tea=700,cups=300
                """);
        assertRows(Gmv.from(orders, refunds("""
                order_id | order_date | refund_date | counted_minor
                a        | 2019-11-11 | 2019-11-11  | 101
                """), "CNY"), """
                category | orders_placed | units | gmv_paid | refunded_by_order_date | refunded_by_refund_date | platform_subsidy | gmv_net
                tea      | 1             | 1     | 7.00     | 0.71                   | 0.71                    | 0.70             | 6.29
                cups     | 0             | 1     | 3.00     | 0.30                   | 0.30                    | 0.30             | 2.70
                """);
    }

    @Test
    void aRefundOfNoKnownOrderReducesTheNetOfItsOwnDate() {
        assertRows(Gmv.from(orders("order_id | parts"), refunds("""
                order_id | has_order | order_date | refund_date | counted_minor
                -        | false     | 2019-11-20 | 2019-11-20  | 2500
                """), "CNY"), """
                business_date | category | gmv_paid | refunded_by_order_date | refunded_by_refund_date | gmv_net
                2019-11-20    | unknown  | 0.00     | 25.00                  | 25.00                   | -25.00
                """);
    }

    @Test
    void yenHaveNoMinorUnit() {
        assertRows(Gmv.from(orders("""
                order_id | business_date | is_paid | gmv_minor | units | parts
                a        | 2019-11-11    | true    | 1000      | 1     | tea=1000
                """), refunds("order_id"), "JPY"), """
                gmv_paid
                1000.00
                """);
    }

    /** Orders; {@code parts} are the lines as category=minor units. */
    private static Dataset<Row> orders(String text) {
        String schema =
                "array<struct<category:string,product_id:string,seller_id:string,units:bigint,gmv_minor:bigint>>";
        java.util.List<io.souk.table.TableColumn> columns = new java.util.ArrayList<>(Orders.TABLE.columns());
        columns.removeIf(column -> column.name().equals("lines"));
        columns.add(io.souk.table.TableColumn.text("parts", "lines"));
        return rows(columns, ORDER, text)
                .withColumn(
                        "lines",
                        functions
                                .expr("transform(split(parts, ','), part -> struct(split(part, '=')[0] as category, "
                                        + "cast(null as string) as product_id, cast(null as string) as seller_id, "
                                        + "1L as units, cast(split(part, '=')[1] as bigint) as gmv_minor))")
                                .cast(schema));
    }

    private static Dataset<Row> refunds(String text) {
        return rows(
                Refunds.TABLE.columns(),
                Map.of(
                        "platform", "jd",
                        "storefront", "none",
                        "country", "CN",
                        "city_tier", "first",
                        "category", "unknown",
                        "has_order", "true"),
                text);
    }
}
