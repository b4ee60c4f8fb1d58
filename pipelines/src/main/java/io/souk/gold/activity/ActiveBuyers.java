package io.souk.gold.activity;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;

import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;

/**
 * How many buyers were active, and how did their number grow? One row per day, platform, definition, window and
 * segment. A buyer is active where at least one counting order has its business date in the window, both ends included,
 * and belongs to the segment of the latest such order, so segments add up to the total exactly.
 */
public final class ActiveBuyers {

    public static final TableColumn ACTIVE_BUYERS =
            count("active_buyers", "buyers", "Distinct buyers with a counting order in the window");
    public static final TableColumn IS_WINDOW_COMPLETE =
            flag("is_window_complete", "Whether the data reaches back to the first day of the window");
    public static final TableColumn ACTIVE_BUYERS_YEAR_AGO = count(
                    "active_buyers_year_ago", "buyers", "The same a year before (29 February: 28 February)")
            .optional();
    public static final TableColumn GROWTH_YOY =
            ratio("growth_yoy", "Change against the year before").optional();
    public static final TableColumn GROWTH_YOY_REASON = text(
                    "growth_yoy_reason", "Why growth_yoy is null: history_too_short or no_base")
            .optional();
    public static final TableColumn ACTIVE_BUYERS_QUARTER_AGO = count(
                    "active_buyers_quarter_ago", "buyers", "The same three months before")
            .optional();
    public static final TableColumn GROWTH_QOQ =
            ratio("growth_qoq", "Change against three months before").optional();
    public static final TableColumn GROWTH_QOQ_REASON = text(
                    "growth_qoq_reason", "Why growth_qoq is null: history_too_short or no_base")
            .optional();
    public static final TableColumn ACTIVE_BUYERS_MONTH_AGO = count(
                    "active_buyers_month_ago", "buyers", "The same a month before")
            .optional();
    public static final TableColumn GROWTH_MOM =
            ratio("growth_mom", "Change against a month before").optional();
    public static final TableColumn GROWTH_MOM_REASON = text(
                    "growth_mom_reason", "Why growth_mom is null: history_too_short or no_base")
            .optional();

    public static final Table TABLE = Table.gold("active_buyers")
            .owner("growth")
            .question("How many buyers were active, and how did their number grow?")
            .grain(
                    Keys.AS_OF_DATE,
                    Keys.ANY_PLATFORM,
                    Keys.DEFINITION,
                    Keys.WINDOW_LENGTH,
                    Keys.SEGMENT_KIND,
                    Keys.SEGMENT)
            .columns(
                    ACTIVE_BUYERS,
                    IS_WINDOW_COMPLETE,
                    ACTIVE_BUYERS_YEAR_AGO,
                    GROWTH_YOY,
                    GROWTH_YOY_REASON,
                    ACTIVE_BUYERS_QUARTER_AGO,
                    GROWTH_QOQ,
                    GROWTH_QOQ_REASON,
                    ACTIVE_BUYERS_MONTH_AGO,
                    GROWTH_MOM,
                    GROWTH_MOM_REASON);

    private ActiveBuyers() {}
}
