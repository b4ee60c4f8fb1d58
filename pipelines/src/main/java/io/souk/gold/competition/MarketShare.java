package io.souk.gold.competition;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;

import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.types.DataTypes;

/**
 * Who leads? Each platform's part of buyers, paid orders and paid GMV in the window that ends on the date, on the
 * harmonised definition. Shares of one kind add up to 1 over platforms. Persons who use two platforms count on both, so
 * {@code penetration}, the part of all active persons, may add up to more.
 */
public final class MarketShare {

    public static final TableColumn BUYERS = count("buyers", "buyers", "Active buyers of the platform in the window");
    public static final TableColumn ORDERS = count("orders", "orders", "Paid orders placed in the window");
    public static final TableColumn GMV = money("gmv", "gmv_paid of the window");
    public static final TableColumn BUYERS_SHARE = ratio(
                    "buyers_share", "Part of the platforms' active buyers, multi-homers counted on each")
            .optional();
    public static final TableColumn PENETRATION = ratio(
                    "penetration", "Active buyers against persons active on any platform")
            .optional();
    public static final TableColumn ORDERS_SHARE =
            ratio("orders_share", "Part of the orders of all platforms").optional();
    public static final TableColumn GMV_SHARE =
            ratio("gmv_share", "Part of the GMV of all platforms").optional();
    public static final TableColumn RANK_BY_BUYERS =
            integer("rank_by_buyers", "rank", "1 = most active buyers; equals share a rank");
    public static final TableColumn RANK_BY_ORDERS =
            integer("rank_by_orders", "rank", "1 = most paid orders; equals share a rank");
    public static final TableColumn RANK_BY_GMV =
            integer("rank_by_gmv", "rank", "1 = largest GMV; equals share a rank");
    public static final TableColumn HHI = TableColumn.of(
                    "hhi",
                    DataTypes.DoubleType,
                    "points, 0 to 10,000",
                    "Herfindahl-Hirschman index of the market's GMV shares in per cent; the same on every platform's row")
            .optional();
    public static final TableColumn REASON = text(
                    "reason", "Why shares are null: no_base (nothing was sold on any platform)")
            .optional();

    public static final Table TABLE = Table.gold("market_share")
            .owner("competition")
            .question("Who leads by buyers, by orders and by GMV, and how concentrated is the market?")
            .grain(Keys.BUSINESS_DATE, Keys.WINDOW_LENGTH, Keys.PLATFORM)
            .columns(
                    BUYERS,
                    ORDERS,
                    GMV,
                    BUYERS_SHARE,
                    PENETRATION,
                    ORDERS_SHARE,
                    GMV_SHARE,
                    RANK_BY_BUYERS,
                    RANK_BY_ORDERS,
                    RANK_BY_GMV,
                    HHI,
                    REASON);

    private MarketShare() {}
}
