package io.souk.gold.attribution;

import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.text;

import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which channels earned the sales? The paid GMV of each order is apportioned over the touches before it, to the minor
 * unit, by each model; cancellations and refunds reverse the credit on their own date. Per platform, date and model,
 * credited_gmv adds up to gmv_paid.
 */
public final class ChannelAttribution {

    /** Channel of orders without an eligible touch. */
    public static final String DIRECT = "direct";

    /** Channel of refunds that name no order: there is no credit that they could reverse. */
    public static final String UNATTRIBUTED = "unattributed";

    /** Value of sharer_type and partner where there is none. */
    public static final String NONE = "none";

    public static final TableColumn MODEL = text(
            "model", "first_touch, last_touch, linear, position_based, time_decay or last_paid: who gets the credit");
    public static final TableColumn CHANNEL = text(
            "channel", "Channel of the touch; direct = no eligible touch; unattributed = refunds of no known order");
    public static final TableColumn SHARER_TYPE =
            text("sharer_type", "friend, dropshipper, influencer, partner, platform or none");
    public static final TableColumn PARTNER = text("partner", "Partner shop or review site, or none");

    public static final TableColumn CREDITED_ORDERS = TableColumn.of(
            "credited_orders",
            DataTypes.createDecimalType(20, 6),
            "orders",
            "Parts of paid orders placed on the date, adding up to whole orders exactly");
    public static final TableColumn CREDITED_GMV =
            money("credited_gmv", "Parts of gmv_paid of orders placed on the date");
    public static final TableColumn REVERSED =
            money("reversed", "Credit taken back on the date by cancellations and refunds of earlier orders");
    public static final TableColumn CREDITED_NET = money("credited_net", "credited_gmv - reversed");

    public static final Table TABLE = Table.gold("channel_attribution")
            .owner("marketing")
            .question("Which channels, sharers and partners earned the sales?")
            .grain(Keys.BUSINESS_DATE, Keys.PLATFORM, MODEL, CHANNEL, SHARER_TYPE, PARTNER)
            .columns(CREDITED_ORDERS, CREDITED_GMV, REVERSED, CREDITED_NET);

    private ChannelAttribution() {}
}
