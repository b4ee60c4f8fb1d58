package io.souk.bronze;

import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Who shared what with whom, and what did a buyer see before an order? One row per share or touch. */
public final class ShareEvents {

    /** A link, code or post was sent out. It is the sharer's act and touches nobody yet. */
    public static final String SHARE = "share";

    public static final String CLICK = "click";
    public static final String REVIEW = "review";
    public static final String EXPOSURE = "exposure";
    public static final String STORE_VISIT = "store_visit";

    public static final List<String> EVENT_TYPES = List.of(SHARE, CLICK, REVIEW, EXPOSURE, STORE_VISIT);
    public static final List<String> SHARER_TYPES =
            List.of("friend", "dropshipper", "influencer", "partner", "platform");

    public static final TableColumn PLATFORM = text("platform", "Marketplace that was shared or visited");
    public static final TableColumn EVENT_ID = text(
                    "event_id",
                    "Identity of this row at its source among events of its type: a later row with the same one replaces it; without one the content is the identity")
            .optional();
    public static final TableColumn EVENT_TYPE = text("event_type", "One of " + String.join(", ", EVENT_TYPES));
    public static final TableColumn OCCURRED_AT = instant("occurred_at", "When it happened");
    public static final TableColumn BUYER_ID =
            text("buyer_id", "Account that was touched; none for a share").optional();
    public static final TableColumn CHANNEL =
            text("channel", "wechat, whatsapp, instagram, offline_qr, copy_link, ...");
    public static final TableColumn SHARER_ID =
            text("sharer_id", "Account or programme member that shared").optional();
    public static final TableColumn SHARER_TYPE =
            text("sharer_type", "One of " + String.join(", ", SHARER_TYPES)).optional();
    public static final TableColumn PARTNER =
            text("partner", "Partner shop or review site that referred").optional();
    public static final TableColumn SHARE_ID =
            text("share_id", "The share that this event belongs to").optional();
    public static final TableColumn PARENT_SHARE_ID =
            text("parent_share_id", "The share that led to this share").optional();
    public static final TableColumn PRODUCT_ID =
            text("product_id", "Product that was shared or seen").optional();
    public static final TableColumn IS_PAID =
            flag("is_paid", "Whether the platform paid for the touch").optional();

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("share_events").owner("data").question("Who shared what, and what did a buyer see?"),
            List.of(
                    PLATFORM,
                    EVENT_ID,
                    EVENT_TYPE,
                    OCCURRED_AT,
                    BUYER_ID,
                    CHANNEL,
                    SHARER_ID,
                    SHARER_TYPE,
                    PARTNER,
                    SHARE_ID,
                    PARENT_SHARE_ID,
                    PRODUCT_ID,
                    IS_PAID),
            List.of(PLATFORM, EVENT_TYPE, EVENT_ID),
            ShareEvents::rules);

    private static final Pattern RESERVED_CHANNELS =
            Pattern.compile("^(all|unattributed|\\(start\\)|\\(conversion\\)|\\(null\\))$");
    private static final Pattern RESERVED_SHARERS = Pattern.compile("^(all|unknown)$");

    private ShareEvents() {}

    private static List<Rule> rules(Instant arrivedAt) {
        return List.of(
                new Rule(
                        "unknown_event_type",
                        "event_type is none of " + String.join(", ", EVENT_TYPES),
                        row -> row.isNoneOf(EVENT_TYPE, EVENT_TYPES)),
                Contract.plausible(OCCURRED_AT, arrivedAt),
                new Rule(
                        "unknown_sharer_type",
                        "sharer_type is none of " + String.join(", ", SHARER_TYPES),
                        row -> row.isNoneOf(SHARER_TYPE, SHARER_TYPES)),
                new Rule(
                        "reserved_channel",
                        "channel is all, unattributed, (start), (conversion) or (null), which name sums and ends of journeys",
                        row -> row.matches(CHANNEL, RESERVED_CHANNELS)),
                new Rule(
                        "reserved_sharer",
                        "sharer_id is all or unknown, which name sums of sharers",
                        row -> row.matches(SHARER_ID, RESERVED_SHARERS)),
                new Rule(
                        "share_without_sharer",
                        "A share names its sharer and its share_id",
                        row -> row.is(EVENT_TYPE, SHARE) && (row.lacks(SHARER_ID) || row.lacks(SHARE_ID))),
                new Rule(
                        "touch_without_buyer",
                        "A click, review, exposure or store visit names the buyer that it touched",
                        row -> row.isOtherThan(EVENT_TYPE, SHARE) && row.lacks(BUYER_ID)));
    }
}
