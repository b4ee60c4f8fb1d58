package io.souk.silver;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What became of each order? One row per order: its state, its amounts in minor units of the reporting currency, its
 * lines, and the buyer as described when the order was placed.
 *
 * <p>An order without a placed event was placed when it was paid. Its lines and amounts are those of its placed rows,
 * or of its paid rows where no placed row has a line. Amounts are summed exactly and rounded once per order, half to
 * even; lines share the order's amount by largest remainder, so they add up to it.
 */
public final class Orders {

    public static final TableColumn PLATFORM = text("platform", "Marketplace");
    public static final TableColumn ORDER_ID = text("order_id", "Order");
    public static final TableColumn STOREFRONT = text("storefront", "Sub-channel booked to the platform, or none");
    public static final TableColumn BUYER_ID =
            text("buyer_id", "Account; null for a guest").optional();
    public static final TableColumn PERSON_ID =
            text("person_id", "The human behind the account; null for a guest").optional();
    public static final TableColumn PLATFORM_GROUP = text("platform_group", "Owner of the platform");
    public static final TableColumn PLACED_AT = instant("placed_at", "When it was placed");
    public static final TableColumn BUSINESS_DATE =
            date("business_date", "Date of placed_at in the platform's time zone");
    public static final TableColumn PAID_AT =
            instant("paid_at", "When it was paid").optional();
    public static final TableColumn SHIPPED_AT =
            instant("shipped_at", "When it was shipped").optional();
    public static final TableColumn DELIVERED_AT =
            instant("delivered_at", "When it was delivered").optional();
    public static final TableColumn CANCELLED_AT =
            instant("cancelled_at", "When it was cancelled").optional();
    public static final TableColumn CANCELLED_DATE = date(
                    "cancelled_date", "Date of cancelled_at in the platform's time zone")
            .optional();
    public static final TableColumn IS_PAID = flag("is_paid", "Whether it was paid");
    public static final TableColumn IS_CANCELLED = flag("is_cancelled", "Whether it was paid and cancelled");
    public static final TableColumn IS_FLAGGED = flag("is_flagged", "Whether it is suspected to be fake");
    public static final TableColumn IS_DISPUTED = flag("is_disputed", "Whether the buyer disputed it");
    public static final TableColumn COUNTS_HARMONISED =
            flag("counts_harmonised", "A paid, unflagged order with a positive amount");
    public static final TableColumn COUNTS_REPORTED =
            flag("counts_reported", "An order with a positive amount that the platform itself counts");
    public static final TableColumn UNITS = count("units", "units", "Units of all lines");
    public static final TableColumn LIST_MINOR = minorUnits("list_minor", "Price x quantity");
    public static final TableColumn SELLER_DISCOUNT_MINOR =
            minorUnits("seller_discount_minor", "What the seller took off: list_minor - gmv_minor");
    public static final TableColumn GMV_MINOR = minorUnits("gmv_minor", "List price less seller discount");
    public static final TableColumn SUBSIDY_MINOR = minorUnits("subsidy_minor", "What the platform paid towards it");
    public static final TableColumn SHIPPING_MINOR = minorUnits("shipping_minor", "What the buyer paid for delivery");
    public static final TableColumn TEAM_ID =
            text("team_id", "Team with which it was bought").optional();
    public static final TableColumn COUNTRY = text("country", "Country of delivery, else of the buyer; unknown");
    public static final TableColumn CITY = text("city", "City of delivery, else of the buyer; unknown");
    public static final TableColumn CITY_TIER = text("city_tier", "Tier of the city; unknown");
    public static final TableColumn GENERATION =
            text("generation", "post-70s, post-80s, post-90s, post-00s, other, unknown: from the year of birth");
    public static final TableColumn GENDER = text("gender", "female, male, other, unknown");
    public static final TableColumn LINES = TableColumn.of(
            "lines",
            DataTypes.createArrayType(DataTypes.createStructType(new org.apache.spark.sql.types.StructField[] {
                DataTypes.createStructField("category", DataTypes.StringType, true),
                DataTypes.createStructField("product_id", DataTypes.StringType, true),
                DataTypes.createStructField("seller_id", DataTypes.StringType, true),
                DataTypes.createStructField("units", DataTypes.LongType, true),
                DataTypes.createStructField("gmv_minor", DataTypes.LongType, true)
            })),
            "minor units of the reporting currency",
            "What was ordered, the largest line first; gmv_minor adds up to the order's");

    public static final TableColumn FIRST_EVENT_AT =
            instant("first_event_at", "When the earliest event happened that names it");

    public static final Table TABLE = Table.silver("orders")
            .owner("data")
            .question("What became of each order?")
            .byMonthOf(BUSINESS_DATE)
            .grain(PLATFORM, ORDER_ID)
            .columns(
                    STOREFRONT,
                    PLATFORM_GROUP,
                    BUYER_ID,
                    PERSON_ID,
                    PLACED_AT,
                    BUSINESS_DATE,
                    PAID_AT,
                    SHIPPED_AT,
                    DELIVERED_AT,
                    CANCELLED_AT,
                    CANCELLED_DATE,
                    IS_PAID,
                    IS_CANCELLED,
                    IS_FLAGGED,
                    IS_DISPUTED,
                    COUNTS_HARMONISED,
                    COUNTS_REPORTED,
                    UNITS,
                    LIST_MINOR,
                    SELLER_DISCOUNT_MINOR,
                    GMV_MINOR,
                    SUBSIDY_MINOR,
                    SHIPPING_MINOR,
                    TEAM_ID,
                    COUNTRY,
                    CITY,
                    CITY_TIER,
                    GENERATION,
                    GENDER,
                    LINES,
                    FIRST_EVENT_AT);

    private Orders() {}

    /** The orders that could be valued. */
    public static Dataset<Row> of(Dataset<Row> settled) {
        return TABLE.conform(settled.where(SettledOrders.isValued()));
    }
}
