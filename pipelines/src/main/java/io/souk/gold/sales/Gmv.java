package io.souk.gold.sales;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;

import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;

/**
 * What was sold, and what is left of it? The bridge from everything placed to what stays sold, exact line by line:
 * gmv_placed - unpaid = gmv_paid; gmv_paid - cancelled - refunded_by_order_date = gmv_net; gmv_net - platform_subsidy =
 * gmv_net_of_subsidy. GMV is list price less the seller's discount; shipping is not part of it. An order counts once,
 * in the category of its largest line; units and amounts count in the category of their own line.
 */
public final class Gmv {

    public static final TableColumn STOREFRONT =
            text("storefront", "Sub-channel booked to the platform; none for the platform's own shop front");
    public static final TableColumn COUNTRY = text("country", "Country of delivery, else of the buyer; unknown");
    public static final TableColumn CITY_TIER = text("city_tier", "Tier of the buyer's city; unknown");
    public static final TableColumn CATEGORY = text("category", "Category of the line; unknown");

    public static final TableColumn ORDERS_PLACED = count("orders_placed", "orders", "Orders placed on the date");
    public static final TableColumn ORDERS_PAID = count("orders_paid", "orders", "Of these, orders paid since");
    public static final TableColumn GUEST_ORDERS =
            count("guest_orders", "orders", "Of the orders placed, those without a buyer account");
    public static final TableColumn FLAGGED_ORDERS =
            count("flagged_orders", "orders", "Of the orders placed, those suspected to be fake");
    public static final TableColumn UNITS = count("units", "units", "Units in the orders placed");
    public static final TableColumn GMV_PLACED =
            money("gmv_placed", "List price less seller discount of every order placed");
    public static final TableColumn UNPAID = money("unpaid", "Of gmv_placed, orders that were not paid");
    public static final TableColumn GMV_PAID = money("gmv_paid", "List price less seller discount of paid orders");
    public static final TableColumn CANCELLED =
            money("cancelled", "Of gmv_paid, orders cancelled after payment, on the order's date");
    public static final TableColumn REFUNDED_BY_ORDER_DATE = money(
            "refunded_by_order_date", "Refunds of orders of this date; refunds that name no order on their own date");
    public static final TableColumn REFUNDED_BY_REFUND_DATE =
            money("refunded_by_refund_date", "Refunds paid back on this date, whatever the order's date");
    public static final TableColumn PLATFORM_SUBSIDY =
            money("platform_subsidy", "What the platform paid towards the paid orders");
    public static final TableColumn GMV_NET = money("gmv_net", "gmv_paid - cancelled - refunded_by_order_date");
    public static final TableColumn GMV_NET_OF_SUBSIDY = money("gmv_net_of_subsidy", "gmv_net - platform_subsidy");

    public static final Table TABLE = Table.gold("gmv")
            .owner("sales")
            .question("What was sold, and what is left of it after cancellations, refunds and subsidies?")
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, STOREFRONT, COUNTRY, CITY_TIER, CATEGORY)
            .columns(
                    ORDERS_PLACED,
                    ORDERS_PAID,
                    GUEST_ORDERS,
                    FLAGGED_ORDERS,
                    UNITS,
                    GMV_PLACED,
                    UNPAID,
                    GMV_PAID,
                    CANCELLED,
                    REFUNDED_BY_ORDER_DATE,
                    REFUNDED_BY_REFUND_DATE,
                    GMV_NET,
                    PLATFORM_SUBSIDY,
                    GMV_NET_OF_SUBSIDY);

    private Gmv() {}
}
