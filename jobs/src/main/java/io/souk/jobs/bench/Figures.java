package io.souk.jobs.bench;

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
    CREDIT("credit", "model, channel, credited_orders", "credited_orders <> 0");

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
