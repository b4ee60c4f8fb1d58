package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.EVENTS;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.souk.silver.Refunds;
import io.souk.time.DateSpan;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Refunds of the orders that have changed, and refunds of no known order. */
final class RefundDifference {

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

    /** Refunds that name no order are few: where one of them may have changed, all are valued again. */
    private boolean hasNamelessRefunds(Inputs in) {
        if (hasNameless == null) {
            // Asked by several steps, and answered by queries.
            hasNameless = arrivals.firstNewRate(in) != null
                    || !orders.arrived(in).where(col("order_id").isNull()).isEmpty();
        }
        return hasNameless;
    }

    /** Whether any refund may be other than it was. */
    boolean hasChanged(Inputs in) {
        return orders.hasChanged(in) || hasNamelessRefunds(in);
    }

    Dataset<Row> now(Inputs in) {
        return in.keep("refunds as they are", () -> {
            Dataset<Row> nameless = in.read(EVENTS).where(col("order_id").isNull());
            return Refunds.from(
                    orders.settled(in),
                    hasNamelessRefunds(in) ? nameless : nameless.limit(0),
                    span.last(),
                    Lookups.platforms(in),
                    Lookups.conversion(in, currency));
        });
    }

    Dataset<Row> before(Inputs in) {
        return in.keep("refunds as they were", () -> {
            Dataset<Row> named =
                    in.before(Refunds.TABLE).join(broadcast(orders.touched(in)), RowKeys.ORDER, "left_semi");
            return hasNamelessRefunds(in)
                    ? named.select(RowKeys.columns(Refunds.TABLE))
                            .unionAll(in.before(Refunds.TABLE)
                                    .where(col("order_id").isNull())
                                    .select(RowKeys.columns(Refunds.TABLE)))
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
