package io.souk.gold;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.text;

import io.souk.table.TableColumn;

/** The keys that gold tables share, so that they join. */
public final class Keys {

    /** Value of {@code platform} for persons on any platform, and of {@code segment} for a total. */
    public static final String ALL = "all";

    /** Prefix of {@code platform} for persons on any platform of one owner: {@code group:alibaba}. */
    public static final String GROUP_PREFIX = "group:";

    /** Value of a segment, tier or country that is not known. */
    public static final String UNKNOWN = "unknown";

    /** A rate has no base: the figure that it would be compared with is zero. */
    public static final String NO_BASE = "no_base";

    /** A figure needs days before the first day of the data. */
    public static final String HISTORY_TOO_SHORT = "history_too_short";

    public static final TableColumn AS_OF_DATE = date("as_of_date", "Last day of the window");
    public static final TableColumn BUSINESS_DATE = date("business_date", "Calendar date in the platform's time zone");
    public static final TableColumn PLATFORM = text("platform", "Marketplace");
    public static final TableColumn ANY_PLATFORM = text(
            "platform", "Marketplace; all = persons on any platform; group:x = persons on any platform of the owner x");
    public static final TableColumn WINDOW_LENGTH =
            text("window_length", "Window that ends on the date: 1d, 7d, 30d, 12m");
    public static final TableColumn DEFINITION = text(
            "definition",
            "harmonised = paid, unflagged orders on every platform; reported = the orders that the platform itself counts");
    public static final TableColumn SEGMENT_KIND =
            text("segment_kind", "Attribute that splits the buyers: all, city_tier, city, generation, gender, country");
    public static final TableColumn SEGMENT = text("segment", "Value of the attribute; all for the total");

    private Keys() {}
}
