package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.EVENTS;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.souk.bronze.OrderEvents;
import io.souk.jobs.config.Config;
import io.souk.silver.Orders;
import io.souk.silver.RejectedOrders;
import io.souk.silver.SettledOrders;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Orders that arrivals speak of, as they were published and as they are now.
 *
 * <p>An order's earlier events lie after its {@code first_event_at}: history before that is not looked at.
 */
final class OrderDifference {

    private final Arrivals arrivals;
    private final ProfileDifference profiles;
    private final Config config;
    private final String currency;
    private final DateSpan span;
    private Extent extent;
    private SortedSet<LocalDate> months;

    OrderDifference(Arrivals arrivals, ProfileDifference profiles, Config config, String currency, DateSpan span) {
        this.arrivals = arrivals;
        this.profiles = profiles;
        this.config = config;
        this.currency = currency;
        this.span = span;
    }

    /** The events that have arrived: columns platform, order_id, occurred_at, event_id, row_hash. */
    Dataset<Row> arrived(Inputs in) {
        return in.keep(
                "arrived events",
                () -> arrivals.of(in.read(EVENTS), OrderEvents.OCCURRED_AT, Lookups.platforms(in))
                        .select("platform", "order_id", "occurred_at", "event_id", "row_hash"));
    }

    /** The orders that arrivals speak of: columns platform, order_id. */
    Dataset<Row> touched(Inputs in) {
        return in.keep("touched orders", () -> {
            Dataset<Row> touched =
                    arrived(in).where(col("order_id").isNotNull()).select(RowKeys.columns(RowKeys.ORDER));
            if (profiles.hasChanged()) {
                touched = touched.unionAll(profiles.orders(in));
            }
            LocalDate rate = arrivals.firstNewRate(in);
            if (rate != null) {
                touched = touched.unionAll(in.before(Orders.TABLE)
                                .where(Orders.BUSINESS_DATE.col().geq(lit(rate)))
                                .select(RowKeys.columns(RowKeys.ORDER)))
                        .unionAll(in.before(RejectedOrders.TABLE).select(RowKeys.columns(RowKeys.ORDER)));
            }
            return touched.distinct();
        });
    }

    private Extent extent(Inputs in) {
        if (extent == null) {
            Row arrived =
                    arrived(in).agg(functions.count(lit(1)), min("occurred_at")).first();
            if (arrived.getLong(0) == 0 && !profiles.hasChanged() && arrivals.firstNewRate(in) == null) {
                extent = Extent.NOTHING;
                return extent;
            }
            Extent valued = Extent.of(
                    in.before(Orders.TABLE),
                    broadcast(touched(in)),
                    RowKeys.ORDER,
                    Orders.FIRST_EVENT_AT,
                    Table.MONTH.col());
            Extent rejected = Extent.of(
                    in.before(RejectedOrders.TABLE),
                    broadcast(touched(in)),
                    RowKeys.ORDER,
                    Orders.FIRST_EVENT_AT,
                    lit(null).cast("date"));
            extent = valued.with(rejected).with(arrived.getLong(0), arrived.getTimestamp(1));
        }
        return extent;
    }

    /** Whether any order may be other than it was. */
    boolean hasChanged(Inputs in) {
        return extent(in).rows() > 0;
    }

    /** How many orders were published, and are looked at again. */
    long known(Inputs in) {
        return extent(in).known();
    }

    private Dataset<Row> eventsOfTouched(Inputs in) {
        Dataset<Row> sought = extent(in).earliest() == null
                ? in.read(EVENTS).limit(0)
                : in.read(EVENTS)
                        .where(OrderEvents.OCCURRED_AT.col().geq(lit(extent(in).earliest())));
        return in.keep(
                "events of touched orders", () -> sought.join(broadcast(touched(in)), RowKeys.ORDER, "left_semi"));
    }

    /** The orders that arrivals speak of, with refunds and reasons for rejection, as their events have them now. */
    Dataset<Row> settled(Inputs in) {
        return in.keep(
                "settled orders",
                () -> SettledOrders.from(
                        eventsOfTouched(in),
                        span.last(),
                        Lookups.buyersOf(in, eventsOfTouched(in)),
                        Lookups.platforms(in),
                        Lookups.tiers(in, config),
                        Lookups.conversion(in, currency)));
    }

    Dataset<Row> before(Inputs in) {
        return in.keep(
                "orders as they were",
                () -> Staged.in(extent(in).months(), in.before(Orders.TABLE))
                        .join(broadcast(touched(in)), RowKeys.ORDER, "left_semi"));
    }

    Dataset<Row> now(Inputs in) {
        return Orders.of(settled(in));
    }

    Staged orders(Inputs in) {
        if (!hasChanged(in)) {
            return new Staged.Same();
        }
        SortedSet<LocalDate> months = months(in);
        return Staged.months(
                Staged.in(months, in.before(Orders.TABLE))
                        .join(broadcast(touched(in)), RowKeys.ORDER, "left_anti")
                        .unionByName(now(in)),
                months);
    }

    private SortedSet<LocalDate> months(Inputs in) {
        if (months == null) {
            months = new TreeSet<>(extent(in).months());
            months.addAll(Staged.monthsOf(now(in)));
        }
        return months;
    }

    Staged rejectedOrders(Inputs in) {
        if (!hasChanged(in)) {
            return new Staged.Same();
        }
        return new Staged.All(in.before(RejectedOrders.TABLE)
                .join(broadcast(touched(in)), RowKeys.ORDER, "left_anti")
                .unionByName(RejectedOrders.of(settled(in))));
    }

    /** The months of all orders of the teams that orders have joined or left, and of the orders that have changed. */
    SortedSet<LocalDate> teamMonths(Inputs in) {
        if (!hasChanged(in)) {
            return new TreeSet<>();
        }
        SortedSet<LocalDate> months = new TreeSet<>(months(in));
        Dataset<Row> teams = before(in)
                .select(RowKeys.columns(RowKeys.TEAM))
                .unionAll(now(in).select(RowKeys.columns(RowKeys.TEAM)))
                .where(col("team_id").isNotNull())
                .distinct();
        months.addAll(Staged.monthsOf(in.before(Orders.TABLE).join(broadcast(teams), RowKeys.TEAM, "left_semi")));
        return months;
    }
}
