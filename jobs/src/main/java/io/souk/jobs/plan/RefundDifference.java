package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.EVENTS;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.souk.bronze.Contract;
import io.souk.bronze.OrderEvents;
import io.souk.silver.Refunds;
import io.souk.time.DateSpan;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Refunds of the orders that have changed, and refunds of no known order. */
final class RefundDifference {

    /** What tells refunds of no order apart, of bronze order events. */
    private static final Column REFUND_ID = coalesce(col("event_id"), Contract.ROW_HASH.col());

    private final Arrivals arrivals;
    private final OrderDifference orders;
    private final String currency;
    private final DateSpan span;
    private Boolean hasNameless;
    private SortedSet<LocalDate> months;

    RefundDifference(Arrivals arrivals, OrderDifference orders, String currency, DateSpan span) {
        this.arrivals = arrivals;
        this.orders = orders;
        this.currency = currency;
        this.span = span;
    }

    /** Refunds that name no order, and have arrived: columns platform, refund_id, occurred_at. */
    private Dataset<Row> nameless(Inputs in) {
        return in.keep(
                "arrived refunds of no order",
                () -> orders.arrived(in)
                        .where(col("order_id").isNull())
                        .select(col("platform"), REFUND_ID.as(RowKeys.REFUND[1]), col("occurred_at")));
    }

    /** Whether a refund of no order may have changed: one that has arrived, or any where a new rate values them anew. */
    private boolean hasNamelessRefunds(Inputs in) {
        if (hasNameless == null) {
            // Asked by several steps, and answered by queries.
            hasNameless = areAllValuedAnew(in) || !nameless(in).isEmpty();
        }
        return hasNameless;
    }

    private boolean areAllValuedAnew(Inputs in) {
        return arrivals.firstNewRate(in) != null;
    }

    /** Whether any refund may be other than it was. */
    boolean hasChanged(Inputs in) {
        return orders.hasChanged(in) || hasNamelessRefunds(in);
    }

    Dataset<Row> now(Inputs in) {
        return in.keep(
                "refunds as they are",
                () -> Refunds.from(
                        orders.settled(in),
                        hasNamelessRefunds(in)
                                ? namelessEvents(in)
                                : in.read(EVENTS).limit(0),
                        span.last(),
                        Lookups.platforms(in),
                        Lookups.conversion(in, currency)));
    }

    /** The events of refunds of no order that may have changed: of those that were published none lies before what was. */
    private Dataset<Row> namelessEvents(Inputs in) {
        Dataset<Row> events = in.read(EVENTS).where(col("order_id").isNull());
        if (areAllValuedAnew(in)) {
            return events;
        }
        Timestamp earliest = nameless(in)
                .select(col("occurred_at").as("moment"))
                .unionAll(namelessBefore(in).select("refunded_at"))
                .agg(min("moment"))
                .first()
                .getTimestamp(0);
        return in.keep(
                "events of refunds of no order",
                () -> events.where(OrderEvents.OCCURRED_AT.col().geq(lit(earliest)))
                        .withColumn(RowKeys.REFUND[1], REFUND_ID)
                        .join(broadcast(nameless(in)), RowKeys.REFUND, "left_semi")
                        .drop(RowKeys.REFUND[1]));
    }

    private Dataset<Row> namelessBefore(Inputs in) {
        Dataset<Row> published = in.before(Refunds.TABLE).where(col("order_id").isNull());
        return areAllValuedAnew(in) ? published : published.join(broadcast(nameless(in)), RowKeys.REFUND, "left_semi");
    }

    Dataset<Row> before(Inputs in) {
        return in.keep("refunds as they were", () -> {
            Dataset<Row> named =
                    in.before(Refunds.TABLE).join(broadcast(orders.touched(in)), RowKeys.ORDER, "left_semi");
            return hasNamelessRefunds(in)
                    ? named.select(RowKeys.columns(Refunds.TABLE))
                            .unionAll(namelessBefore(in).select(RowKeys.columns(Refunds.TABLE)))
                    : named.select(RowKeys.columns(Refunds.TABLE));
        });
    }

    private Dataset<Row> gone(Inputs in) {
        return in.keep("refunds gone", () -> before(in).exceptAll(now(in)));
    }

    private Dataset<Row> come(Inputs in) {
        return in.keep("refunds come", () -> now(in).exceptAll(before(in)));
    }

    Staged refunds(Inputs in) {
        if (!hasChanged(in)) {
            return new Staged.Same();
        }
        SortedSet<LocalDate> months = months(in);
        return Staged.months(
                Staged.in(months, in.before(Refunds.TABLE))
                        .join(broadcast(gone(in).select(RowKeys.columns(RowKeys.REFUND))), RowKeys.REFUND, "left_anti")
                        .unionByName(come(in)),
                months);
    }

    private SortedSet<LocalDate> months(Inputs in) {
        if (months == null && !hasChanged(in)) {
            months = new TreeSet<>();
        } else if (months == null) {
            months = Staged.monthsOf(gone(in).unionAll(come(in)));
        }
        return months;
    }

    /** The first date on which a refund of no known order has come or gone; the day after the last one where none has. */
    LocalDate firstUnattributed(Inputs in) {
        if (months(in).isEmpty()) {
            return span.last().plusDays(1);
        }
        Row first = gone(in).unionAll(come(in))
                .where(not(col("has_order")))
                .agg(min("refund_date"))
                .first();
        return first.isNullAt(0) ? span.last().plusDays(1) : first.getDate(0).toLocalDate();
    }

    /** The months of refunds of no known order that have come or gone. */
    SortedSet<LocalDate> unattributedMonths(Inputs in) {
        return months(in).isEmpty()
                ? new TreeSet<>()
                : Staged.monthsOf(gone(in).unionAll(come(in)).where(not(col("has_order"))));
    }
}
