package io.souk.bronze;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.sourceAmount;
import static io.souk.table.TableColumn.text;

import io.souk.money.Currencies;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What happened to orders? One row per event and order line: an order of three lines is placed in three rows that share
 * order and time. Events without lines (shipped, delivered, cancelled, ...) are one row.
 */
public final class OrderEvents {

    public static final String PLACED = "placed";
    public static final String PAID = "paid";
    public static final String SHIPPED = "shipped";
    public static final String DELIVERED = "delivered";
    public static final String CANCELLED = "cancelled";
    public static final String REFUNDED = "refunded";
    public static final String DISPUTED = "disputed";
    public static final String FLAGGED = "flagged";

    /** What can happen to an order. */
    public static final List<String> EVENT_TYPES =
            List.of(PLACED, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDED, DISPUTED, FLAGGED);

    public static final TableColumn PLATFORM = text("platform", "Marketplace on which the order was placed");
    public static final TableColumn EVENT_ID = text(
                    "event_id",
                    "Identity of this row among the events of its order and type: a later row with the same one replaces it; without one the content is the identity")
            .optional();
    public static final TableColumn EVENT_TYPE = text("event_type", "One of " + String.join(", ", EVENT_TYPES));
    public static final TableColumn OCCURRED_AT = instant("occurred_at", "When it happened");
    public static final TableColumn ORDER_ID =
            text("order_id", "Order; only a refund may lack one").optional();
    public static final TableColumn BUYER_ID =
            text("buyer_id", "Account that ordered; none for a guest").optional();
    public static final TableColumn STOREFRONT = text(
                    "storefront", "Sub-channel whose orders are booked to the platform, such as a discount channel")
            .optional();
    public static final TableColumn COUNTRY =
            text("country", "Country of delivery where the order says so").optional();
    public static final TableColumn CITY =
            text("city", "City of delivery where the order says so").optional();
    public static final TableColumn CURRENCY = text("currency", "ISO 4217 code of the row's amounts");
    public static final TableColumn LINE_ID =
            text("line_id", "Line within the order").optional();
    public static final TableColumn PRODUCT_ID =
            text("product_id", "Product of the line").optional();
    public static final TableColumn CATEGORY =
            text("category", "Category of the product").optional();
    public static final TableColumn SELLER_ID =
            text("seller_id", "Seller of the line").optional();
    public static final TableColumn QUANTITY =
            count("quantity", "units", "Units ordered in the line").optional();
    public static final TableColumn UNIT_PRICE =
            sourceAmount("unit_price", "List price of one unit").optional();
    public static final TableColumn SELLER_DISCOUNT = sourceAmount(
                    "seller_discount", "What the seller took off the row's list amount")
            .optional();
    public static final TableColumn PLATFORM_SUBSIDY = sourceAmount(
                    "platform_subsidy", "What the platform pays towards the row")
            .optional();
    public static final TableColumn SHIPPING_FEE = sourceAmount(
                    "shipping_fee", "What the buyer pays for delivery of the row")
            .optional();
    public static final TableColumn REFUND_AMOUNT =
            sourceAmount("refund_amount", "What a refund pays back, above zero").optional();
    public static final TableColumn TEAM_ID =
            text("team_id", "Team with which the order was bought").optional();

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("order_events").owner("data").question("What happened to orders?"),
            List.of(
                    PLATFORM,
                    EVENT_ID,
                    EVENT_TYPE,
                    OCCURRED_AT,
                    ORDER_ID,
                    BUYER_ID,
                    STOREFRONT,
                    COUNTRY,
                    CITY,
                    CURRENCY,
                    LINE_ID,
                    PRODUCT_ID,
                    CATEGORY,
                    SELLER_ID,
                    QUANTITY,
                    UNIT_PRICE,
                    SELLER_DISCOUNT,
                    PLATFORM_SUBSIDY,
                    SHIPPING_FEE,
                    REFUND_AMOUNT,
                    TEAM_ID),
            List.of(PLATFORM, ORDER_ID, EVENT_TYPE, EVENT_ID),
            OrderEvents::rules);

    /** The largest amount of a row that is believed, in its own currency. */
    private static final long LARGEST_AMOUNT = 1_000_000_000L;

    private OrderEvents() {}

    private static List<Rule> rules(Instant arrivedAt) {
        return List.of(
                new Rule(
                        "unknown_event_type",
                        "event_type is none of " + String.join(", ", EVENT_TYPES),
                        row -> row.isNoneOf(EVENT_TYPE, EVENT_TYPES)),
                Contract.plausible(OCCURRED_AT, arrivedAt),
                new Rule(
                        "missing_order",
                        "Only a refund may name no order",
                        row -> row.lacks(ORDER_ID) && row.isOtherThan(EVENT_TYPE, REFUNDED)),
                new Rule(
                        "unknown_currency",
                        "currency is no ISO 4217 code",
                        row -> row.isNoneOf(CURRENCY, Currencies.codes())),
                new Rule("negative_quantity", "quantity is below zero", row -> row.isBelow(QUANTITY, 0)),
                new Rule("negative_price", "unit_price is below zero", row -> row.isBelow(UNIT_PRICE, 0)),
                new Rule(
                        "negative_discount",
                        "A discount, subsidy or fee is below zero",
                        row -> row.isBelow(SELLER_DISCOUNT, 0)
                                || row.isBelow(PLATFORM_SUBSIDY, 0)
                                || row.isBelow(SHIPPING_FEE, 0)),
                new Rule(
                        "price_without_quantity",
                        "unit_price and quantity come together or not at all",
                        row -> row.lacks(UNIT_PRICE) != row.lacks(QUANTITY)),
                new Rule(
                        "discount_above_price",
                        "seller_discount is above quantity x unit_price",
                        OrderEvents::isDiscountAbovePrice),
                new Rule(
                        "refund_without_amount",
                        "A refund has an amount above zero",
                        row -> row.is(EVENT_TYPE, REFUNDED) && !row.isAbove(REFUND_AMOUNT, 0)),
                new Rule(
                        "absurd_amount",
                        "An amount of the row is above " + LARGEST_AMOUNT,
                        OrderEvents::isAmountAbsurd));
    }

    private static boolean isDiscountAbovePrice(CheckedRow row) {
        if (row.lacks(SELLER_DISCOUNT)) {
            return false;
        }
        BigDecimal listed = row.product(QUANTITY, UNIT_PRICE);
        return listed != null && row.number(SELLER_DISCOUNT).compareTo(listed) > 0;
    }

    private static boolean isAmountAbsurd(CheckedRow row) {
        BigDecimal listed = row.product(QUANTITY, UNIT_PRICE);
        return listed != null && listed.abs().compareTo(BigDecimal.valueOf(LARGEST_AMOUNT)) > 0
                || row.isAbove(UNIT_PRICE, LARGEST_AMOUNT)
                || row.isAbove(REFUND_AMOUNT, LARGEST_AMOUNT)
                || row.isAbove(SELLER_DISCOUNT, LARGEST_AMOUNT)
                || row.isAbove(PLATFORM_SUBSIDY, LARGEST_AMOUNT)
                || row.isAbove(SHIPPING_FEE, LARGEST_AMOUNT);
    }
}
