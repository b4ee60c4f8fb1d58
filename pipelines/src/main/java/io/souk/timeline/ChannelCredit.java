package io.souk.timeline;

import io.souk.math.Apportionment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Credit of paid orders to the touches before them, by every rule-based model.
 *
 * <p>{@link #CREDIT}: key (platform, model, channel, sharer type, partner); measure 0 millionths of an order and
 * measure 1 minor units of GMV on the order's day, measure 2 minor units taken back on the day of the cancellation or
 * refund.
 *
 * <p>Which touches are eligible: see {@link EligibleTouches}; where none is, the order itself is direct.
 */
public final class ChannelCredit implements Contribution {

    public static final String CREDIT = "channel_credit";

    public static final int MILLIONTHS_OF_ORDERS = 0;
    public static final int GMV = 1;
    public static final int REVERSED = 2;

    static final String NONE = "none";
    private static final long WHOLE_ORDER = 1_000_000;

    private final AttributionRules rules;

    public ChannelCredit(AttributionRules rules) {
        this.rules = rules;
    }

    @Override
    public Fold into(Sums sums) {
        return new CreditFold(sums);
    }

    private final class CreditFold implements Fold {

        private final Sums sums;
        private final Map<Key, DaySums> rows = new HashMap<>();
        private final EligibleTouches touches = new EligibleTouches(rules);

        CreditFold(Sums sums) {
            this.sums = sums;
        }

        private record Key(
                String platform, AttributionModel model, String channel, String sharerType, String partner) {}

        @Override
        public void event(Event event) {
            if (event instanceof Event.Touch touch) {
                touches.see(touch);
            } else if (event instanceof Event.Order order && order.isPaid()) {
                credit(order, touches.of(order));
            }
        }

        @Override
        public void end() {
            touches.clear();
        }

        private void credit(Event.Order order, List<Event.Touch> eligible) {
            for (AttributionModel model : AttributionModel.values()) {
                if (eligible.isEmpty()) {
                    DaySums row = row(order, model, EligibleTouches.DIRECT, NONE, NONE);
                    row.add(order.day(), MILLIONTHS_OF_ORDERS, WHOLE_ORDER);
                    row.add(order.day(), GMV, order.gmv());
                    for (Event.Reversal reversal : order.reversals()) {
                        row.add(reversal.day(), REVERSED, reversal.amount());
                    }
                } else {
                    credit(order, eligible, model);
                }
            }
        }

        private void credit(Event.Order order, List<Event.Touch> eligible, AttributionModel model) {
            long[] weights = model.weights(eligible, order.at(), rules.halfLifeMicros());
            long[] orders = Apportionment.divide(WHOLE_ORDER, weights);
            long[] amounts = Apportionment.divide(order.gmv(), weights);
            for (int i = 0; i < amounts.length; i++) {
                DaySums row = row(order, model, eligible.get(i));
                row.add(order.day(), MILLIONTHS_OF_ORDERS, orders[i]);
                row.add(order.day(), GMV, amounts[i]);
            }
            // Each touch gives back its part of all that was taken back so far, so a full refund leaves exactly
            // nothing.
            long takenBack = 0;
            long[] before = new long[amounts.length];
            for (Event.Reversal reversal : order.reversals()) {
                takenBack += reversal.amount();
                long[] after = Apportionment.divide(takenBack, amounts);
                for (int i = 0; i < amounts.length; i++) {
                    row(order, model, eligible.get(i)).add(reversal.day(), REVERSED, after[i] - before[i]);
                }
                before = after;
            }
        }

        private DaySums row(Event.Order order, AttributionModel model, Event.Touch touch) {
            return row(order, model, touch.channel(), touch.sharerType(), touch.partner());
        }

        private DaySums row(
                Event.Order order, AttributionModel model, String channel, String sharerType, String partner) {
            return rows.computeIfAbsent(
                    new Key(order.platform(), model, channel, sharerType, partner),
                    key -> sums.row(CREDIT, order.platform(), model.text(), channel, sharerType, partner));
        }
    }
}
