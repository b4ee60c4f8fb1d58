package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.souk.gold.attribution.AttributionCredit;
import io.souk.silver.Refunds;
import io.souk.timeline.AttributionRules;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The ledger of credit, by the orders whose credit has changed: their entries are replaced, others stay. */
final class CreditDifference {

    private final Difference difference;
    private final AttributionRules rules;

    CreditDifference(Difference difference, AttributionRules rules) {
        this.difference = difference;
        this.rules = rules;
    }

    Staged staged(Inputs in) {
        SortedSet<LocalDate> months = new TreeSet<>(difference.refunds().unattributedMonths(in));
        if (difference.persons().hasChanged(in)) {
            months.addAll(Staged.monthsOf(changed(in)));
        }
        if (months.isEmpty()) {
            return new Staged.Same();
        }
        Dataset<Row> before = Staged.in(months, in.before(AttributionCredit.TABLE))
                .where(AttributionCredit.TOUCH_TYPE.col().notEqual(AttributionCredit.UNATTRIBUTED));
        // Refunds of no known order are few: those of the months are added up anew.
        Dataset<Row> unattributed = AttributionCredit.unattributed(Staged.in(months, in.read(Refunds.TABLE)));
        return Staged.months(
                (difference.persons().hasChanged(in) ? replaced(in, before, months) : before).unionByName(unattributed),
                months);
    }

    private Dataset<Row> replaced(Inputs in, Dataset<Row> before, SortedSet<LocalDate> months) {
        Column hasCome = col(AttributionCredit.HAS_COME);
        Dataset<Row> orders = changed(in).select(RowKeys.columns(RowKeys.ORDER)).distinct();
        return before.join(broadcast(orders), RowKeys.ORDER, "left_anti")
                .unionByName(Staged.in(months, changed(in).where(hasCome)).drop(AttributionCredit.HAS_COME));
    }

    private Dataset<Row> changed(Inputs in) {
        return in.keep(
                "entries of credit that have come and gone",
                () -> AttributionCredit.changed(
                        difference.persons().before(in), difference.persons().now(in), rules));
    }
}
