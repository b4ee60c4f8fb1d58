package io.souk.gold.attribution;

import io.souk.timeline.AttributionModel;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.CreditedOrder;
import io.souk.timeline.CreditedOrders;
import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes the entries of the ledger, order by order, as timelines stream by. */
final class LedgerRows {

    private static final int MOST_TEXTS = 10_000;

    /** Columns of the table without the month. */
    private static final int COLUMNS = 15;

    private static final UTF8String CREDIT = UTF8String.fromString(AttributionCredit.CREDIT);
    private static final UTF8String REFUND = UTF8String.fromString(AttributionCredit.REFUND);
    private static final UTF8String DIRECT = UTF8String.fromString(ChannelAttribution.DIRECT);
    private static final UTF8String NONE = UTF8String.fromString(ChannelAttribution.NONE);

    private final AttributionRules rules;
    private final CreditedOrders orders;
    private final PackedTimeline.Reader reader = new PackedTimeline.Reader();
    private final Map<String, UTF8String> texts = new HashMap<>();

    LedgerRows(AttributionRules rules) {
        this.rules = rules;
        this.orders = new CreditedOrders(rules);
    }

    /** Entries in the order of the table's columns without the month, from rows of packed events. */
    Iterator<InternalRow> over(Iterator<InternalRow> timelines) {
        return new Streamed() {
            private Iterator<Event> events = Collections.emptyIterator();

            @Override
            boolean readOn(Deque<InternalRow> ready) {
                if (events.hasNext()) {
                    orders.take(events.next()).ifPresent(order -> add(order, ready));
                    return true;
                }
                orders.end();
                if (timelines.hasNext()) {
                    events = reader.events(timelines.next().getBinary(0));
                    return true;
                }
                return false;
            }
        };
    }

    /**
     * Adds all entries of an order.
     *
     * @param more values beyond the table's columns
     */
    void add(CreditedOrder order, Deque<InternalRow> entries, Object... more) {
        if (texts.size() > MOST_TEXTS) {
            texts.clear();
        }
        UTF8String id = UTF8String.fromString(order.id());
        for (AttributionModel model : AttributionModel.values()) {
            order.divide(model, rules, new CreditedOrder.Entries() {
                @Override
                public void credit(Event.Touch touch, long millionths, long amount) {
                    if (millionths != 0 || amount != 0) {
                        entries.add(row(order.day(), order, id, model, touch, CREDIT, millionths, amount, more));
                    }
                }

                @Override
                public void reversal(Event.Touch touch, int day, long amount) {
                    if (amount != 0) {
                        entries.add(row(day, order, id, model, touch, REFUND, 0, -amount, more));
                    }
                }
            });
        }
    }

    private InternalRow row(
            int day,
            CreditedOrder order,
            UTF8String id,
            AttributionModel model,
            Event.Touch touch,
            UTF8String entry,
            long millionths,
            long amount,
            Object... more) {
        Object[] row = new Object[COLUMNS + more.length];
        row[0] = day;
        row[1] = text(order.platform());
        row[2] = id;
        row[3] = text(model.text());
        row[4] = touch == null ? NONE : text(touch.platform());
        row[5] = touch == null ? NONE : text(touch.type());
        row[6] = touch == null ? NONE : text(touch.id());
        row[7] = entry;
        row[8] = touch == null ? DIRECT : text(touch.channel());
        row[9] = touch == null || touch.sharer() == null ? null : text(touch.sharer());
        row[10] = touch == null ? NONE : text(touch.sharerType());
        row[11] = touch == null ? NONE : text(touch.partner());
        row[12] = millionths;
        row[13] = amount;
        row[14] = (long) order.leftOut();
        System.arraycopy(more, 0, row, COLUMNS, more.length);
        return new GenericInternalRow(row);
    }

    private UTF8String text(String text) {
        return texts.computeIfAbsent(text, UTF8String::fromString);
    }

    /** Rows that are made a few at a time, as they are asked for. */
    abstract static class Streamed implements Iterator<InternalRow> {

        private final Deque<InternalRow> ready = new ArrayDeque<>();
        private boolean isOver;

        /** Reads a little more, and adds the rows that come of it; false at the end. */
        abstract boolean readOn(Deque<InternalRow> ready);

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && !isOver) {
                isOver = !readOn(ready);
            }
            return !ready.isEmpty();
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.removeFirst();
        }
    }
}
