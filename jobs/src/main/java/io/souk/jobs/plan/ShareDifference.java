package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.SHARES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.souk.bronze.ShareEvents;
import io.souk.gold.sharing.ShareChains;
import io.souk.silver.Horizon;
import io.souk.silver.Latest;
import io.souk.silver.Shares;
import io.souk.silver.Touches;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Shares that arrivals speak of, and their chains. A share may join a chain, begin one, or, where its parent arrives late
 * or is corrected, move with all that it led to: so the chains of the share, of its parent and of its children are
 * followed again, and no others.
 */
final class ShareDifference {

    /** In what role a share is named: as itself, or as the parent of another. */
    private static final String ROLE = "role";

    private static final String ITSELF = "itself";
    private static final String PARENT = "parent";

    private final TouchDifference touches;
    private final DateSpan span;
    private Boolean hasChanged;
    private SortedSet<LocalDate> months;

    ShareDifference(TouchDifference touches, DateSpan span) {
        this.touches = touches;
        this.span = span;
    }

    private boolean hasChanged(Inputs in) {
        if (hasChanged == null) {
            hasChanged = touches.hasChanged(in) && !arrived(in).isEmpty();
        }
        return hasChanged;
    }

    private Dataset<Row> arrived(Inputs in) {
        return touches.arrived(in)
                .where(col("touch_type").equalTo(ShareEvents.SHARE))
                .select(RowKeys.columns(RowKeys.TOUCH));
    }

    /** All events of shares, with what tells them apart. */
    private static Dataset<Row> events(Inputs in) {
        Column[] identity = Touches.identity();
        return in.read(SHARES)
                .where(ShareEvents.EVENT_TYPE.col().equalTo(ShareEvents.SHARE))
                .withColumn(RowKeys.TOUCH[1], identity[1])
                .withColumn(RowKeys.TOUCH[2], identity[2]);
    }

    /** What arrivals name, in any version of their events: columns platform, share_id, parent_share_id. */
    private Dataset<Row> named(Inputs in) {
        return in.keep(
                "named shares",
                () -> events(in)
                        .join(broadcast(arrived(in)), RowKeys.TOUCH, "left_semi")
                        .select("platform", "share_id", "parent_share_id")
                        .distinct());
    }

    private Dataset<Row> touched(Inputs in) {
        return named(in).select(RowKeys.columns(RowKeys.SHARE)).distinct();
    }

    /** The touched shares as their events have them now: see {@link Shares#sent}. */
    private Dataset<Row> sent(Inputs in) {
        // Another version of an event may name another share: all versions of the events that count are looked at.
        Dataset<Row> found = events(in)
                .join(broadcast(touched(in)), RowKeys.SHARE, "left_semi")
                .select(RowKeys.columns(RowKeys.TOUCH))
                .distinct();
        Dataset<Row> latest = Latest.of(
                ShareEvents.CONTRACT,
                events(in).join(broadcast(found), RowKeys.TOUCH, "left_semi").drop(RowKeys.TOUCH[1], RowKeys.TOUCH[2]));
        return Shares.sent(
                        Horizon.upTo(span.last(), latest, ShareEvents.OCCURRED_AT.col(), Lookups.platforms(in)),
                        Lookups.platforms(in))
                .join(broadcast(touched(in)), RowKeys.SHARE, "left_semi");
    }

    /** All shares of the chains that may be other than they were, as they were. */
    private Dataset<Row> before(Inputs in) {
        return in.keep("shares as they were", () -> {
            Dataset<Row> published = in.before(Shares.TABLE);
            Dataset<Row> parents = named(in)
                    .where(col("parent_share_id").isNotNull())
                    .select(col("platform"), col("parent_share_id").as("share_id"));
            Dataset<Row> sought = touched(in)
                    .unionAll(parents)
                    .withColumn(ROLE, lit(ITSELF))
                    .unionAll(touched(in).withColumn(ROLE, lit(PARENT)))
                    .distinct();
            // Both names of each share in one look at the table.
            Dataset<Row> chains = published
                    .select(
                            col("platform"),
                            col("chain_id"),
                            explode(map(lit(ITSELF), col("share_id"), lit(PARENT), col("parent_share_id")))
                                    .as(new String[] {ROLE, "share_id"}))
                    .join(broadcast(sought), new String[] {"platform", ROLE, "share_id"}, "left_semi")
                    .select(RowKeys.columns(RowKeys.CHAIN))
                    .distinct();
            return published.join(broadcast(chains), RowKeys.CHAIN, "left_semi").select(RowKeys.columns(Shares.TABLE));
        });
    }

    /** The same shares, and new ones, as they are. */
    private Dataset<Row> now(Inputs in) {
        return in.keep("shares as they are", () -> {
            Dataset<Row> sent = sent(in);
            Dataset<Row> others = before(in)
                    .join(broadcast(touched(in)), RowKeys.SHARE, "left_anti")
                    .select(RowKeys.columns(sent.columns()));
            return Shares.from(in.keep("shares of touched chains", () -> sent.unionByName(others)))
                    .select(RowKeys.columns(Shares.TABLE));
        });
    }

    /** The rows that have come or gone. */
    private Dataset<Row> changed(Inputs in) {
        return in.keep(
                "shares that have come or gone",
                () -> before(in).exceptAll(now(in)).unionAll(now(in).exceptAll(before(in))));
    }

    private SortedSet<LocalDate> months(Inputs in) {
        if (months == null) {
            months = hasChanged(in) ? Staged.monthsOf(changed(in)) : new TreeSet<>();
        }
        return months;
    }

    Staged shares(Inputs in) {
        SortedSet<LocalDate> months = months(in);
        if (months.isEmpty()) {
            return new Staged.Same();
        }
        Dataset<Row> followed = before(in)
                .select(RowKeys.columns(RowKeys.SHARE))
                .unionAll(now(in).select(RowKeys.columns(RowKeys.SHARE)));
        return Staged.months(
                Staged.in(months, in.before(Shares.TABLE))
                        .join(broadcast(followed), RowKeys.SHARE, "left_anti")
                        .unionByName(Staged.in(months, now(in))),
                months);
    }

    /** By the months of the shares whose chains, followers or followers' own shares have changed. */
    Staged chains(Inputs in) {
        SortedSet<LocalDate> reached = reachedAnew(in);
        SortedSet<LocalDate> lengthened = new TreeSet<>();
        if (!months(in).isEmpty()) {
            // A chain is counted in the month of its first share.
            lengthened.addAll(Staged.monthsOf(
                    before(in).unionAll(now(in)).where(col("chain_id").equalTo(col("share_id")))));
            lengthened.removeAll(reached);
        }
        List<Dataset<Row>> rows = new ArrayList<>();
        if (!reached.isEmpty()) {
            rows.add(ShareChains.from(in.read(Shares.TABLE), in.read(Touches.TABLE), reached));
        }
        if (!lengthened.isEmpty()) {
            Dataset<Row> published = Staged.in(lengthened, in.before(ShareChains.TABLE));
            rows.add(ShareChains.withChains(published, in.read(Shares.TABLE), lengthened));
        }
        lengthened.addAll(reached);
        return rows.isEmpty()
                ? new Staged.Same()
                : Staged.months(rows.stream().reduce(Dataset::unionByName).orElseThrow(), lengthened);
    }

    /** The months of the shares that have changed, or whose followers or followers' own shares have. */
    private SortedSet<LocalDate> reachedAnew(Inputs in) {
        SortedSet<LocalDate> reached = new TreeSet<>(months(in));
        if (touches.hasChanged(in)) {
            Dataset<Row> followed = followed(touches.before(in)).unionAll(followed(touches.now(in)));
            reached.addAll(Staged.monthsOf(in.read(Shares.TABLE)
                    .join(
                            broadcast((months(in).isEmpty() ? followed : followed.unionAll(followedBySharers(in)))
                                    .distinct()),
                            RowKeys.SHARE,
                            "left_semi")));
        }
        return reached;
    }

    private static Dataset<Row> followed(Dataset<Row> touches) {
        return touches.where(col("share_id").isNotNull()).select(RowKeys.columns(RowKeys.SHARE));
    }

    /** What those had followed who have shared, or no longer have, soon after. */
    private Dataset<Row> followedBySharers(Inputs in) {
        Row shared = changed(in).agg(min("shared_at"), max("shared_at")).first();
        Timestamp first = shared.getTimestamp(0);
        Column mayCount = Touches.TOUCHED_AT
                .col()
                .geq(lit(first).minus(expr("interval %d days".formatted(ShareChains.DAYS_TO_SHARE))))
                .and(Touches.TOUCHED_AT.col().leq(lit(shared.getTimestamp(1))));
        LocalDate month = first.toLocalDateTime()
                .toLocalDate()
                .minusDays(ShareChains.DAYS_TO_SHARE + 1L)
                .withDayOfMonth(1);
        Dataset<Row> sharers = changed(in)
                .select(col("platform"), col("sharer_id").as("buyer_id"))
                .distinct();
        return followed(in.read(Touches.TABLE)
                .where(Table.MONTH.col().geq(lit(month)).and(mayCount))
                .join(broadcast(sharers), RowKeys.ACCOUNT, "left_semi"));
    }
}
