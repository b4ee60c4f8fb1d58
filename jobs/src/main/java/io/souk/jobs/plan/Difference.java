package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.min;

import io.souk.bronze.Spend;
import io.souk.gold.sales.Gmv;
import io.souk.jobs.config.Config;
import io.souk.time.DateSpan;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * What is no longer as the publication before has it: the orders, refunds and touches that arrivals speak of, the persons
 * they belong to, and the sums that these persons add to. Everything else stays as it is and is not read again.
 */
final class Difference {

    private final Arrivals arrivals;
    private final OrderDifference orders;
    private final RefundDifference refunds;
    private final TouchDifference touches;
    private final ShareDifference shares;
    private final PersonDifference persons;
    private final String currency;
    private final DateSpan span;
    private SortedSet<LocalDate> salesMonths;

    Difference(Arrivals arrivals, Config config, String currency, DateSpan span, long run) {
        this.arrivals = arrivals;
        ProfileDifference profiles = new ProfileDifference(arrivals);
        this.orders = new OrderDifference(arrivals, profiles, config, currency, span);
        this.refunds = new RefundDifference(arrivals, orders, currency, span);
        this.touches = new TouchDifference(arrivals, profiles, span);
        this.shares = new ShareDifference(touches, span);
        this.persons = new PersonDifference(orders, refunds, touches, config, span, run);
        this.currency = currency;
        this.span = span;
    }

    /** Why the difference is no smaller than the whole, where that is so: what every order depends on has changed. */
    Optional<String> reasonForAll() {
        return Stream.of(Lookups.PLATFORMS, Lookups.TIERS, Lookups.CHANNELS)
                .filter(arrivals::changed)
                .map(table -> table + " has changed")
                .findFirst();
    }

    OrderDifference orders() {
        return orders;
    }

    RefundDifference refunds() {
        return refunds;
    }

    TouchDifference touches() {
        return touches;
    }

    ShareDifference shares() {
        return shares;
    }

    PersonDifference persons() {
        return persons;
    }

    Staged gmv(Inputs in) {
        if (!refunds.hasChanged(in)) {
            return new Staged.Same();
        }
        Gmv.Sold gone = new Gmv.Sold(orders.before(in), refunds.before(in));
        Gmv.Sold come = new Gmv.Sold(orders.now(in), refunds.now(in));
        if (salesMonths == null) {
            salesMonths = Staged.monthsOf(gone.months().unionAll(come.months()));
        }
        return Staged.months(
                Gmv.changed(Staged.in(salesMonths, in.before(Gmv.TABLE)), gone, come, currency), salesMonths);
    }

    /** The first date whose spend has changed, or is worth another amount; the day after the last one where none has. */
    LocalDate firstSpend(Inputs in) {
        LocalDate after = span.last().plusDays(1);
        Row first = arrivals.changed(Lookups.SPEND)
                ? arrivals.since(in.read(Lookups.SPEND))
                        .agg(min(Spend.SPEND_DATE.col()))
                        .first()
                : null;
        LocalDate spent =
                first == null || first.isNullAt(0) ? after : first.getDate(0).toLocalDate();
        LocalDate rate = arrivals.firstNewRate(in);
        return rate == null || spent.isBefore(rate) ? spent : rate;
    }
}
