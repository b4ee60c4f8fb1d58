package io.souk.silver;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.ShareEvents;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What did a person see or follow? One row per click, review, exposure or store visit. */
public final class Touches {

    public static final TableColumn TOUCH_ID =
            text("touch_id", "Identity among the touches of its type at its source, else its content");
    public static final TableColumn TOUCHED_AT = instant("touched_at", "When it happened");
    public static final TableColumn BUSINESS_DATE = date(
            "business_date", "Date of touched_at in the platform's time zone; in UTC where the platform is not known");
    public static final TableColumn TOUCH_TYPE = text("touch_type", "click, review, exposure or store_visit");
    public static final TableColumn CHANNEL = text("channel", "Channel; direct where the source names it so");
    public static final TableColumn SHARER_ID =
            text("sharer_id", "Who shared it, where somebody did").optional();
    public static final TableColumn SHARER_TYPE = text("sharer_type", "Kind of sharer, or none");
    public static final TableColumn PARTNER = text("partner", "Partner that referred, or none");
    public static final TableColumn SHARE_ID =
            text("share_id", "Share that it came from").optional();
    public static final TableColumn IS_OWN_SHARE = flag(
            "is_own_share", "Whether the person followed an own share, of this account or another one on the platform");
    public static final TableColumn IS_PAID = flag("is_paid_touch", "Whether the platform paid for it");

    public static final Table TABLE = Table.silver("touches")
            .owner("marketing")
            .question("What did a person see or follow?")
            .byMonthOf(TOUCHED_AT)
            .grain(Orders.PLATFORM, TOUCH_TYPE, TOUCH_ID)
            .columns(
                    text("person_id", "The human who was touched"),
                    text("buyer_id", "The account that was touched"),
                    TOUCHED_AT,
                    BUSINESS_DATE,
                    CHANNEL,
                    SHARER_ID,
                    SHARER_TYPE,
                    PARTNER,
                    SHARE_ID,
                    IS_OWN_SHARE,
                    IS_PAID);

    static final String NONE = "none";

    private Touches() {}

    /** What tells touches apart, of bronze share events: platform, touch_type, touch_id. */
    public static Column[] identity() {
        return new Column[] {
            Orders.PLATFORM.col(),
            ShareEvents.EVENT_TYPE.col().as(TOUCH_TYPE.name()),
            coalesce(col("event_id"), col("row_hash")).as(TOUCH_ID.name())
        };
    }

    /**
     * Identifies who was touched.
     *
     * @param events bronze share events, the latest of each identity
     * @param channels bronze channels: whether a channel is paid for, where the event does not say
     * @param platforms bronze platforms, the latest of each
     */
    public static Dataset<Row> from(Dataset<Row> events, Buyers buyers, Dataset<Row> channels, Dataset<Row> platforms) {
        Dataset<Row> seen = Horizon.dated(
                events.where(ShareEvents.EVENT_TYPE.col().notEqual(ShareEvents.SHARE)),
                ShareEvents.OCCURRED_AT.col(),
                platforms);
        Dataset<Row> priced = seen.join(
                broadcast(channels.select(col("channel"), col("is_paid").as("is_paid_channel"))),
                new String[] {"channel"},
                "left");
        return TABLE.conform(buyers.recognise(buyers.identify(priced))
                .withColumn("touch_id", coalesce(col("event_id"), col("row_hash")))
                .withColumn("touched_at", col("occurred_at"))
                .withColumn("business_date", col(Horizon.DATE))
                .withColumn("touch_type", col("event_type"))
                .withColumn("is_paid_touch", coalesce(col("is_paid"), col("is_paid_channel"), lit(false)))
                .withColumn("sharer_type", coalesce(col("sharer_type"), lit(NONE)))
                .withColumn("partner", coalesce(col("partner"), lit(NONE))));
    }
}
