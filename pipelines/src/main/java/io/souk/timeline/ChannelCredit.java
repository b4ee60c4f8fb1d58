package io.souk.timeline;

import java.util.HashMap;
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
        private final CreditedOrders orders = new CreditedOrders(rules);

        CreditFold(Sums sums) {
            this.sums = sums;
        }

        private record Key(
                String platform, AttributionModel model, String channel, String sharerType, String partner) {}

        @Override
        public void event(Event event) {
            orders.take(event).ifPresent(this::credit);
        }

        @Override
        public void end() {
            orders.end();
        }

        private void credit(CreditedOrder order) {
            for (AttributionModel model : AttributionModel.values()) {
                order.divide(model, rules, new CreditedOrder.Entries() {
                    @Override
                    public void credit(Event.Touch touch, long millionths, long amount) {
                        DaySums row = row(order, model, touch);
                        row.add(order.day(), MILLIONTHS_OF_ORDERS, millionths);
                        row.add(order.day(), GMV, amount);
                    }

                    @Override
                    public void reversal(Event.Touch touch, int day, long amount) {
                        row(order, model, touch).add(day, REVERSED, amount);
                    }
                });
            }
        }

        private DaySums row(CreditedOrder order, AttributionModel model, Event.Touch touch) {
            return touch == null
                    ? row(order, model, EligibleTouches.DIRECT, NONE, NONE)
                    : row(order, model, touch.channel(), touch.sharerType(), touch.partner());
        }

        private DaySums row(
                CreditedOrder order, AttributionModel model, String channel, String sharerType, String partner) {
            return rows.computeIfAbsent(
                    new Key(order.platform(), model, channel, sharerType, partner),
                    key -> sums.row(CREDIT, order.platform(), model.text(), channel, sharerType, partner));
        }
    }
}
