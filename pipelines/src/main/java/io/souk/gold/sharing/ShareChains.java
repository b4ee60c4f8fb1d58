package io.souk.gold.sharing;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Keys;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * How far do shares travel, and does sharing feed itself? Shares by the month in which they were sent, their channel and
 * their depth in the chain, with totals over channels and depths.
 *
 * <p>The K-factor of a month's shares is the number of recipients reached per active sharer times the part of recipients
 * who became sharers themselves within 30 days after the touch: above 1 sharing grows by itself. A recipient is an account
 * of the platform that was touched through the share, at or after its sending; own shares reach nobody. Touches and shares
 * that come later are added to the month in which the share was sent.
 */
public final class ShareChains {

    /** Days after a touch within which a recipient who shares has become a sharer. */
    public static final int DAYS_TO_SHARE = 30;

    public static final TableColumn SHARE_MONTH =
            date("share_month", "Calendar month in which the shares were sent, as its first day");
    public static final TableColumn CHANNEL = text("channel", "Channel of the shares; all = all channels together");
    public static final TableColumn SHARE_DEPTH =
            text("share_depth", "Place of the shares in their chain: 1 = first, 2 = led to by a first one, ...; all");

    public static final TableColumn SHARES = count("shares", "shares", "Shares sent in the month");
    public static final TableColumn ACTIVE_SHARERS =
            count("active_sharers", "sharers", "Distinct accounts and programme members that sent them");
    public static final TableColumn RECIPIENTS =
            count("recipients", "accounts", "Distinct accounts that were touched through them");
    public static final TableColumn RECIPIENTS_WHO_SHARED = count(
            "recipients_who_shared",
            "accounts",
            "Of these, accounts that sent a share within 30 days after such a touch");
    public static final TableColumn RECIPIENTS_PER_SHARER =
            TableColumn.of("recipients_per_sharer", DataTypes.DoubleType, "accounts", "recipients / active_sharers");
    public static final TableColumn RESHARING_RATE =
            ratio("resharing_rate", "recipients_who_shared / recipients").optional();
    public static final TableColumn K_FACTOR = TableColumn.of(
            "k_factor",
            DataTypes.DoubleType,
            "sharers per sharer",
            "recipients_per_sharer x resharing_rate = recipients_who_shared / active_sharers");
    public static final TableColumn CHAINS = count(
            "chains", "chains", "Chains that begin with these shares: those of depth 1 do, deeper ones begin none");
    public static final TableColumn CHAIN_SHARES =
            count("shares_in_chains", "shares", "Shares in these chains, whenever they were sent");
    public static final TableColumn AVERAGE_SIZE = TableColumn.of(
                    "average_chain_size", DataTypes.DoubleType, "shares", "shares_in_chains / chains")
            .optional();
    public static final TableColumn LARGEST_CHAIN =
            count("largest_chain", "shares", "Shares in the largest of these chains; 0 where there is none");
    public static final TableColumn DEEPEST_CHAIN =
            integer("deepest_chain", "shares", "Depth of the deepest of these chains; 0 where there is none");

    public static final Table TABLE = Table.gold("share_chains")
            .owner("marketing")
            .question("How far do shares travel, and does sharing feed itself?")
            .byMonthOf(SHARE_MONTH)
            .grain(SHARE_MONTH, Keys.PLATFORM, CHANNEL, SHARE_DEPTH)
            .columns(
                    SHARES,
                    ACTIVE_SHARERS,
                    RECIPIENTS,
                    RECIPIENTS_WHO_SHARED,
                    RECIPIENTS_PER_SHARER,
                    RESHARING_RATE,
                    K_FACTOR,
                    CHAINS,
                    CHAIN_SHARES,
                    AVERAGE_SIZE,
                    LARGEST_CHAIN,
                    DEEPEST_CHAIN);

    private static final String[] PLACE = {"share_month", "platform", "channel", "share_depth"};

    private ShareChains() {}

    /**
     * Follows shares to those whom they reach, and on to what these share.
     *
     * @param shares silver shares
     * @param touches silver touches
     */
    public static Dataset<Row> from(Dataset<Row> shares, Dataset<Row> touches) {
        return from(shares, touches, lit(true));
    }

    /**
     * The rows of some months of shares. What these shares led to came after them: earlier rows are not looked at.
     *
     * @param months first days of the months
     */
    public static Dataset<Row> from(Dataset<Row> shares, Dataset<Row> touches, SortedSet<LocalDate> months) {
        // Months of shares are those of the platform's zone, months of touches those of UTC.
        return from(
                shares.where(Table.MONTH.col().geq(lit(months.first()))),
                touches.where(Table.MONTH.col().geq(lit(months.first().minusMonths(1)))),
                col("share_month").isin(months.toArray()));
    }

    /**
     * The rows of some months in which nothing has changed but the chains that began there: they have grown, or lost a part.
     * Whom the shares reached stays as it was, and no touch is looked at.
     *
     * @param before rows of {@link #TABLE} in these months, as they were
     * @param shares silver shares
     * @param months first days of the months
     */
    public static Dataset<Row> withChains(Dataset<Row> before, Dataset<Row> shares, SortedSet<LocalDate> months) {
        Dataset<Row> placed = placed(shares.where(Table.MONTH.col().geq(lit(months.first()))));
        Dataset<Row> chains = withTotals(chains(placed).where(col("share_month").isin(months.toArray())))
                .groupBy("share_month", "platform", "channel", "share_depth")
                .agg(
                        sum("chains").as("chains"),
                        sum("shares_in_chains").as("shares_in_chains"),
                        max("largest_chain").as("largest_chain"),
                        max("deepest_chain").as("deepest_chain"));
        Dataset<Row> others =
                before.drop("chains", "shares_in_chains", "average_chain_size", "largest_chain", "deepest_chain");
        return TABLE.conform(others.join(chains, PLACE, "left")
                .withColumn("chains", coalesce(col("chains"), lit(0L)))
                .withColumn("shares_in_chains", coalesce(col("shares_in_chains"), lit(0L)))
                .withColumn("largest_chain", coalesce(col("largest_chain"), lit(0L)))
                .withColumn("deepest_chain", coalesce(col("deepest_chain"), lit(0)))
                .withColumn("average_chain_size", ratioOf("shares_in_chains", "chains")));
    }

    private static Dataset<Row> placed(Dataset<Row> shares) {
        return shares.withColumn("share_month", trunc(col("business_date"), "MM"))
                .withColumn("share_depth", col("share_depth").cast("string"));
    }

    private static Dataset<Row> from(Dataset<Row> shares, Dataset<Row> touches, Column isWanted) {
        Dataset<Row> placed = placed(shares);
        Dataset<Row> wanted = placed.where(isWanted);
        Dataset<Row> sent =
                wanted.select(placeAnd(col("sharer_id").as("account"), lit(1L).as("shares"), lit(1L).as("is_sharer")));
        Dataset<Row> facts = sent.unionByName(received(wanted, placed, touches), true)
                .unionByName(chains(placed).where(isWanted), true);
        Dataset<Row> accounts = withTotals(facts)
                .groupBy(col("share_month"), col("platform"), col("channel"), col("share_depth"), col("account"))
                .agg(
                        sum("shares").as("shares"),
                        max("is_sharer").as("is_sharer"),
                        max("is_recipient").as("is_recipient"),
                        max("has_shared").as("has_shared"),
                        sum("chains").as("chains"),
                        sum("shares_in_chains").as("shares_in_chains"),
                        max("largest_chain").as("largest_chain"),
                        max("deepest_chain").as("deepest_chain"));
        Dataset<Row> counted = accounts.groupBy("share_month", "platform", "channel", "share_depth")
                .agg(
                        whole("shares").as("shares"),
                        whole("is_sharer").as("active_sharers"),
                        whole("is_recipient").as("recipients"),
                        whole("has_shared").as("recipients_who_shared"),
                        whole("chains").as("chains"),
                        whole("shares_in_chains").as("shares_in_chains"),
                        coalesce(max("largest_chain"), lit(0L)).as("largest_chain"),
                        coalesce(max("deepest_chain"), lit(0)).as("deepest_chain"));
        return TABLE.conform(counted.withColumn("recipients_per_sharer", ratioOf("recipients", "active_sharers"))
                .withColumn("resharing_rate", ratioOf("recipients_who_shared", "recipients"))
                .withColumn("k_factor", ratioOf("recipients_who_shared", "active_sharers"))
                .withColumn("average_chain_size", ratioOf("shares_in_chains", "chains")));
    }

    private static Column whole(String name) {
        return coalesce(sum(name), lit(0L));
    }

    private static Column ratioOf(String part, String whole) {
        return when(col(whole).gt(0), col(part).cast("double").divide(col(whole)));
    }

    private static Column[] placeAnd(Column... others) {
        return Stream.concat(Stream.of(PLACE).map(name -> col(name)), Stream.of(others))
                .toArray(Column[]::new);
    }

    /** Who was touched through which share, and whether they shared something soon after. */
    private static Dataset<Row> received(Dataset<Row> wanted, Dataset<Row> placed, Dataset<Row> touches) {
        Dataset<Row> followed = touches.where(
                        col("share_id").isNotNull().and(col("is_own_share").equalTo(false)))
                .select("platform", "share_id", "buyer_id", "touched_at")
                .join(wanted.drop("sharer_id", "buyer_id"), new String[] {"platform", "share_id"})
                .where(col("touched_at").geq(col("shared_at")))
                .select(placeAnd(col("buyer_id").as("account"), col("touched_at")));
        Dataset<Row> sharers = placed.groupBy(col("platform"), col("sharer_id").as("account"))
                .agg(collect_list("shared_at").as("shared_at"));
        Column hasShared = exists(
                col("shared_at"),
                at -> at.geq(col("touched_at"))
                        .and(at.leq(col("touched_at").plus(expr("interval %d days".formatted(DAYS_TO_SHARE))))));
        return followed.join(sharers, new String[] {"platform", "account"}, "left")
                .select(placeAnd(
                        col("account"),
                        lit(1L).as("is_recipient"),
                        when(coalesce(hasShared, lit(false)), 1L).otherwise(0L).as("has_shared")));
    }

    /** One row per chain, in the place of its first share. */
    private static Dataset<Row> chains(Dataset<Row> placed) {
        Column isFirst = col("share_id").equalTo(col("chain_id"));
        return placed.groupBy("platform", "chain_id")
                .agg(
                        max(when(isFirst, col("share_month"))).as("share_month"),
                        max(when(isFirst, col("channel"))).as("channel"),
                        count(lit(1)).as("shares_in_chains"),
                        max(col("share_depth").cast("int")).as("deepest_chain"))
                .withColumn("share_depth", lit("1"))
                .select(placeAnd(
                        lit(1L).as("chains"),
                        col("shares_in_chains"),
                        col("shares_in_chains").as("largest_chain"),
                        col("deepest_chain")));
    }

    /** Each fact in its own place, in all channels, at all depths, and in all of both. */
    private static Dataset<Row> withTotals(Dataset<Row> facts) {
        return facts.withColumn("channel", explode(array(col("channel"), lit(Keys.ALL))))
                .withColumn("share_depth", explode(array(col("share_depth"), lit(Keys.ALL))));
    }
}
