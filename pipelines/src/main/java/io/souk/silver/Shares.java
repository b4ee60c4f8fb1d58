package io.souk.silver;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.souk.bronze.ShareEvents;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who sent out what, and which share had led to it? One row per share: where several events name one share, the earliest
 * is it. A chain begins with a share that no earlier one led to, and grows by those that it led to, directly or not. A
 * parent that is not known, or was not sent before its child, cannot have led to it: the child begins a chain.
 */
public final class Shares {

    public static final TableColumn SHARE_ID = text("share_id", "Share");
    public static final TableColumn SHARER_ID = text("sharer_id", "Account or programme member that shared");
    public static final TableColumn SHARER_TYPE = text("sharer_type", "Kind of sharer, or none");
    public static final TableColumn CHANNEL = text("channel", "Channel by which it was sent");
    public static final TableColumn SHARED_AT = instant("shared_at", "When it was sent");
    public static final TableColumn BUSINESS_DATE = date(
            "business_date", "Date of shared_at in the platform's time zone; in UTC where the platform is not known");
    public static final TableColumn PARENT_SHARE_ID =
            text("parent_share_id", "Share that led to it, as the source says").optional();
    public static final TableColumn HAS_LOST_PARENT =
            flag("has_lost_parent", "Whether a parent is named that is not known, or was not sent before");
    public static final TableColumn CHAIN_ID =
            text("chain_id", "First share of the chain: share_id itself where it is");
    public static final TableColumn SHARE_DEPTH =
            integer("share_depth", "shares", "Its place in the chain: 1 = first, 2 = led to by a first one, ...");

    public static final Table TABLE = Table.silver("shares")
            .owner("marketing")
            .question("Who sent out what, and which share had led to it?")
            .byMonthOf(BUSINESS_DATE)
            .grain(Orders.PLATFORM, SHARE_ID)
            .columns(
                    SHARER_ID,
                    SHARER_TYPE,
                    CHANNEL,
                    SHARED_AT,
                    BUSINESS_DATE,
                    PARENT_SHARE_ID,
                    HAS_LOST_PARENT,
                    CHAIN_ID,
                    SHARE_DEPTH);

    private static final String[] KEY = {"platform", "share_id"};

    private Shares() {}

    /**
     * What was sent out, one row per share. {@link #from} looks at it several times.
     *
     * @param events bronze share events, the latest of each identity
     * @param platforms bronze platforms, the latest of each
     */
    public static Dataset<Row> sent(Dataset<Row> events, Dataset<Row> platforms) {
        Dataset<Row> dated = Horizon.dated(
                events.where(ShareEvents.EVENT_TYPE.col().equalTo(ShareEvents.SHARE)),
                ShareEvents.OCCURRED_AT.col(),
                platforms);
        return dated.groupBy("platform", "share_id")
                .agg(min(struct(
                                col("occurred_at").as("shared_at"),
                                col("sharer_id"),
                                col("channel"),
                                coalesce(col("sharer_type"), lit(Touches.NONE)).as("sharer_type"),
                                col("parent_share_id"),
                                col(Horizon.DATE).as("business_date")))
                        .as("first"))
                .select("platform", "share_id", "first.*");
    }

    /**
     * Follows shares back to the first of their chain.
     *
     * @param shares see {@link #sent}
     */
    public static Dataset<Row> from(Dataset<Row> shares) {
        Dataset<Row> parents = shares.select(
                col("platform"),
                col("share_id").as("parent_share_id"),
                col("shared_at").as("parent_shared_at"));
        Dataset<Row> children = shares.join(parents, new String[] {"platform", "parent_share_id"}, "left");
        Dataset<Row> led = children.where(col("parent_shared_at").lt(col("shared_at")));
        Dataset<Row> origins = ShareOrigins.of(led);
        return TABLE.conform(children.join(origins, KEY, "left")
                .withColumn("chain_id", coalesce(col("origin_id"), col("share_id")))
                .withColumn("share_depth", coalesce(col("steps"), lit(0)).plus(1))
                .withColumn(
                        "has_lost_parent",
                        col("parent_share_id").isNotNull().and(col("steps").isNull())));
    }
}
