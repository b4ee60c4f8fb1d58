package io.souk.gold.attribution;

import io.souk.timeline.AttributionRules;
import io.souk.timeline.CreditedOrder;
import io.souk.timeline.CreditedOrders;
import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Compares each person's orders with those of the timeline as it was. Only an order whose credit may differ is divided:
 * its old entries have gone, its new ones have come.
 */
final class LedgerDifference {

    private final CreditedOrders orders;
    private final LedgerRows rows;
    private final PackedTimeline.Reader reader = new PackedTimeline.Reader();

    /** The orders that the person had, and of which the new timeline has not yet spoken. */
    private final Map<Id, CreditedOrder> old = new HashMap<>();

    private record Id(String platform, String order) {

        static Id of(CreditedOrder order) {
            return new Id(order.platform(), order.id());
        }
    }

    LedgerDifference(AttributionRules rules) {
        this.orders = new CreditedOrders(rules);
        this.rows = new LedgerRows(rules);
    }

    /**
     * Entries, each with whether it has come.
     *
     * @param timelines person, packed events and whether they are the old ones; person by person, the old ones first
     */
    Iterator<InternalRow> over(Iterator<InternalRow> timelines) {
        return new LedgerRows.Streamed() {
            private UTF8String person;
            private Iterator<Event> events = Collections.emptyIterator();

            @Override
            boolean readOn(Deque<InternalRow> ready) {
                if (events.hasNext()) {
                    orders.take(events.next()).ifPresent(order -> compare(order, ready));
                    return true;
                }
                orders.end();
                if (!timelines.hasNext()) {
                    loseOld(ready);
                    return false;
                }
                InternalRow row = timelines.next();
                if (!row.getUTF8String(0).equals(person)) {
                    loseOld(ready);
                    person = row.getUTF8String(0).clone();
                }
                if (row.getBoolean(2)) {
                    remember(row.getBinary(1));
                } else {
                    events = reader.events(row.getBinary(1));
                }
                return true;
            }
        };
    }

    private void remember(byte[] packed) {
        Iterator<Event> events = reader.events(packed);
        while (events.hasNext()) {
            orders.take(events.next()).ifPresent(order -> old.put(Id.of(order), order));
        }
        orders.end();
    }

    private void compare(CreditedOrder order, Deque<InternalRow> entries) {
        CreditedOrder before = old.remove(Id.of(order));
        if (!order.equals(before)) {
            if (before != null) {
                rows.add(before, entries, false);
            }
            rows.add(order, entries, true);
        }
    }

    private void loseOld(Deque<InternalRow> entries) {
        old.values().forEach(order -> rows.add(order, entries, false));
        old.clear();
    }
}
