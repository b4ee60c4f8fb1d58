package io.souk.gold.activity;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.text;

import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;

/**
 * Where did the growth come from? Growth accounting of each window against the window before it, which ends on the day
 * before it begins. active = new + retained + resurrected; active before = retained + churned.
 */
public final class BuyerGrowth {

    public static final TableColumn ACTIVE_BUYERS =
            count("active_buyers", "buyers", "Distinct buyers with a counting order in the window");
    public static final TableColumn PREVIOUS_ACTIVE_BUYERS = count(
                    "previous_active_buyers", "buyers", "Active in the window before")
            .optional();
    public static final TableColumn NEW_BUYERS = count(
                    "new_buyers", "buyers", "First counting order ever lies in the window")
            .optional();
    public static final TableColumn RETAINED_BUYERS =
            count("retained_buyers", "buyers", "Active in both windows").optional();
    public static final TableColumn RESURRECTED_BUYERS = count(
                    "resurrected_buyers", "buyers", "Active now, not in the window before, ordered earlier")
            .optional();
    public static final TableColumn CHURNED_BUYERS = count(
                    "churned_buyers", "buyers", "Active in the window before, not now")
            .optional();
    public static final TableColumn QUICK_RATIO = TableColumn.of(
                    "quick_ratio",
                    org.apache.spark.sql.types.DataTypes.DoubleType,
                    "buyers won for each one lost",
                    "(new + resurrected) / churned")
            .optional();
    public static final TableColumn REASON = text(
                    "reason",
                    "Why columns are null: history_too_short (the data begins too late), no_base (nobody churned)")
            .optional();

    public static final Table TABLE = Table.gold("buyer_growth")
            .owner("growth")
            .question("Where did the growth in active buyers come from?")
            .grain(Keys.AS_OF_DATE, Keys.ANY_PLATFORM, Keys.DEFINITION, Keys.WINDOW_LENGTH)
            .columns(
                    ACTIVE_BUYERS,
                    PREVIOUS_ACTIVE_BUYERS,
                    NEW_BUYERS,
                    RETAINED_BUYERS,
                    RESURRECTED_BUYERS,
                    CHURNED_BUYERS,
                    QUICK_RATIO,
                    REASON);

    private BuyerGrowth() {}
}
