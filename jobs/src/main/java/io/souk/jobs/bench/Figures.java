package io.souk.jobs.bench;

import java.util.List;

/** Figures that are compared row by row. */
enum Figures {
    TOTALS("active_buyers", "as_of_date, platform, definition, window_length, active_buyers", "segment_kind = 'all'"),
    ACTIVE_BUYERS(
            "active_buyers",
            "as_of_date, platform, definition, window_length, segment_kind, segment, active_buyers",
            ""),
    GROWTH(
            "buyer_growth",
            "as_of_date, platform, definition, window_length, active_buyers, previous_active_buyers, new_buyers,"
                    + " retained_buyers, resurrected_buyers, churned_buyers",
            ""),
    OVERLAP("buyer_overlap", "as_of_date, window_length, platform_set, persons", ""),
    /** By channel; a channel without credit may have no row. */
    CREDIT("credit", "model, channel, credited_orders", "credited_orders <> 0"),
    /** Without refunds and subsidies, of which the market has none. */
    GMV(
            "gmv",
            "business_date, platform, storefront, country, city_tier, category, orders_placed, orders_paid, guest_orders,"
                    + " flagged_orders, units, gmv_placed, unpaid, gmv_paid, cancelled, gmv_net",
            ""),
    /** Quotients to the ninth digit; the index, up to 10,000 points, to the sixth, since it adds them up in any order. */
    MARKET_SHARE(
            "market_share",
            "business_date, window_length, platform, buyers, orders, gmv, round(buyers_share, 9) as buyers_share,"
                    + " round(penetration, 9) as penetration, round(orders_share, 9) as orders_share,"
                    + " round(gmv_share, 9) as gmv_share, rank_by_buyers, rank_by_orders, rank_by_gmv,"
                    + " round(hhi, 6) as hhi",
            ""),
    /** By the models that weigh touches in whole numbers: powers of a half differ in their last digits. */
    CHANNEL_ATTRIBUTION(
            "channel_attribution",
            "business_date, platform, model, channel, sharer_type, partner, credited_orders, credited_gmv, reversed,"
                    + " credited_net",
            "model <> 'time_decay'"),
    COHORTS(
            "cohorts",
            "cohort_month, months_since, platform, first_channel, city_tier, month_of_orders, cohort_size, buyers, orders,"
                    + " gmv, gmv_to_date, ltv, is_month_complete, months_of_history",
            ""),
    SWITCHING(
            "buyer_switching",
            "as_of_date, window_length, from_platform, to_platform, buyers, gmv_before, gmv_moved, is_history_complete",
            "");

    /** Every gold table that more than one way makes. */
    static final List<Figures> ALL_TABLES =
            List.of(ACTIVE_BUYERS, GROWTH, OVERLAP, GMV, MARKET_SHARE, CHANNEL_ATTRIBUTION, COHORTS, SWITCHING);

    private final String file;
    private final String columns;
    private final String condition;

    Figures(String file, String columns, String condition) {
        this.file = file;
        this.columns = columns;
        this.condition = condition;
    }

    /** The name of the file without its ending, or of the folder of files. */
    String file() {
        return file;
    }

    /** The columns compared, joined by commas. */
    String columns() {
        return columns;
    }

    /** Which rows are compared, in SQL; all where it is empty. */
    String condition() {
        return condition;
    }
}
