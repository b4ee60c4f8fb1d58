package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.SHARES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.souk.bronze.ShareEvents;
import io.souk.silver.Horizon;
import io.souk.silver.Latest;
import io.souk.silver.Touches;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Touches that arrivals speak of. */
final class TouchDifference {

    private final Arrivals arrivals;
    private final ProfileDifference profiles;
    private final DateSpan span;
    private Extent extent;
    private SortedSet<LocalDate> months;

    TouchDifference(Arrivals arrivals, ProfileDifference profiles, DateSpan span) {
        this.arrivals = arrivals;
        this.profiles = profiles;
        this.span = span;
    }

    /** What has arrived, shares among them: columns platform, touch_type, touch_id, occurred_at. */
    Dataset<Row> arrived(Inputs in) {
        return in.keep(
                "arrived shares",
                () -> arrivals.of(in.read(SHARES), ShareEvents.OCCURRED_AT, Lookups.platforms(in))
                        .select(Stream.concat(Stream.of(Touches.identity()), Stream.of(col("occurred_at")))
                                .toArray(Column[]::new)));
    }

    private Dataset<Row> touched(Inputs in) {
        return in.keep("touched touches", () -> {
            Dataset<Row> touched = arrived(in).select(RowKeys.columns(RowKeys.TOUCH));
            return (profiles.hasChanged() ? touched.unionAll(profiles.touches(in)) : touched).distinct();
        });
    }

    private Extent extent(Inputs in) {
        if (extent == null) {
            Row arrived =
                    arrived(in).agg(functions.count(lit(1)), min("occurred_at")).first();
            if (arrived.getLong(0) == 0 && !profiles.hasChanged()) {
                extent = Extent.NOTHING;
                return extent;
            }
            Extent known = Extent.of(
                    in.before(Touches.TABLE),
                    broadcast(touched(in)),
                    RowKeys.TOUCH,
                    Touches.TOUCHED_AT,
                    Table.MONTH.col());
            extent = known.with(arrived.getLong(0), arrived.getTimestamp(1));
        }
        return extent;
    }

    /** Whether any touch may be other than it was. */
    boolean hasChanged(Inputs in) {
        return extent(in).rows() > 0;
    }

    Dataset<Row> before(Inputs in) {
        return in.keep(
                "touches as they were",
                () -> Staged.in(extent(in).months(), in.before(Touches.TABLE))
                        .join(broadcast(touched(in)), RowKeys.TOUCH, "left_semi"));
    }

    Dataset<Row> now(Inputs in) {
        return in.keep("touches as they are", () -> {
            Dataset<Row> sought = extent(in).earliest() == null
                    ? in.read(SHARES).limit(0)
                    : in.read(SHARES)
                            .where(ShareEvents.OCCURRED_AT
                                    .col()
                                    .geq(lit(extent(in).earliest())));
            Dataset<Row> found = in.keep(
                    "events of touched touches",
                    () -> sought.withColumn("touch_type", Touches.identity()[1])
                            .withColumn("touch_id", Touches.identity()[2])
                            .join(broadcast(touched(in)), RowKeys.TOUCH, "left_semi")
                            .drop("touch_type", "touch_id"));
            Dataset<Row> accounts = found.select(RowKeys.columns(RowKeys.ACCOUNT))
                    .unionAll(found.select(col("platform"), col("sharer_id").as("buyer_id")));
            return Touches.from(
                    Horizon.upTo(
                            span.last(),
                            Latest.of(ShareEvents.CONTRACT, found),
                            ShareEvents.OCCURRED_AT.col(),
                            Lookups.platforms(in)),
                    Lookups.buyersOf(in, accounts),
                    Lookups.channels(in),
                    Lookups.platforms(in));
        });
    }

    Staged touches(Inputs in) {
        if (!hasChanged(in)) {
            return new Staged.Same();
        }
        if (months == null) {
            months = new TreeSet<>(extent(in).months());
            months.addAll(Staged.monthsOf(now(in)));
        }
        return Staged.months(
                Staged.in(months, in.before(Touches.TABLE))
                        .join(broadcast(touched(in)), RowKeys.TOUCH, "left_anti")
                        .unionByName(now(in)),
                months);
    }
}
