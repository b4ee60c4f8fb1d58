package io.souk.timeline;

import io.souk.math.Apportionment;
import java.util.List;

/**
 * A paid order and the touches that it may owe itself to: all that its credit depends on. Equal ones are credited alike.
 *
 * @param at microseconds since 1970 in UTC
 * @param day business date, in epoch days
 * @param gmv minor units of the reporting currency
 * @param reversals what was taken back since, in order of time
 * @param touches those that count, in order of time: see {@link EligibleTouches}; none where the order itself is direct
 * @param leftOut eligible touches that do not count, since there are too many
 */
public record CreditedOrder(
        String platform,
        String id,
        long at,
        int day,
        long gmv,
        List<Event.Reversal> reversals,
        List<Event.Touch> touches,
        int leftOut) {

    private static final long WHOLE_ORDER = 1_000_000;

    /** Takes what an order's touches are credited with. */
    public interface Entries {

        /**
         * Takes a touch's part of the order, on the order's day.
         *
         * @param touch null where the order has no eligible touch
         * @param millionths parts of the order; all of an order's add up to a million
         * @param amount minor units; all of an order's add up to its GMV
         */
        void credit(Event.Touch touch, long millionths, long amount);

        /**
         * Takes what a touch gives back on a day, once for each touch and day.
         *
         * @param amount minor units; all of a day's add up to what was taken back of the order on it. Above zero as a
         *     rule; where largest remainders fall to other touches than on an earlier day, it can be one unit below
         */
        void reversal(Event.Touch touch, int day, long amount);
    }

    static CreditedOrder of(Event.Order order, EligibleTouches.Path path) {
        return new CreditedOrder(
                order.platform(),
                order.id(),
                order.at(),
                order.day(),
                order.gmv(),
                List.of(order.reversals()),
                path.touches().isEmpty() ? List.of() : path.touches(),
                path.leftOut());
    }

    /** Divides the order, and what was taken back of it, over its touches by one model. */
    public void divide(AttributionModel model, AttributionRules rules, Entries entries) {
        long[] weights = touches.isEmpty() ? new long[] {1} : model.weights(touches, at, rules.halfLifeMicros());
        long[] orders = Apportionment.divide(WHOLE_ORDER, weights);
        long[] amounts = Apportionment.divide(gmv, weights);
        for (int i = 0; i < amounts.length; i++) {
            entries.credit(touch(i), orders[i], amounts[i]);
        }
        reverse(amounts, entries);
    }

    /** Each touch gives back its part of all that was taken back so far, so a full refund leaves exactly nothing. */
    private void reverse(long[] amounts, Entries entries) {
        long takenBack = 0;
        long[] before = new long[amounts.length];
        for (int next = 0; next < reversals.size(); ) {
            int on = reversals.get(next).day();
            for (; next < reversals.size() && reversals.get(next).day() == on; next++) {
                takenBack += reversals.get(next).amount();
            }
            long[] after = Apportionment.divide(takenBack, amounts);
            for (int i = 0; i < amounts.length; i++) {
                entries.reversal(touch(i), on, after[i] - before[i]);
            }
            before = after;
        }
    }

    private Event.Touch touch(int index) {
        return touches.isEmpty() ? null : touches.get(index);
    }
}
