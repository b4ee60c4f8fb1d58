package io.souk.jobs.simulate;

/** Decides what becomes of placed orders: shipping, cancellation, refunds, disputes, suspicion. */
final class OrderFates {

    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private final Market market;
    private final int lastDay;

    OrderFates(Market market) {
        this.market = market;
        this.lastDay = market.settings().lastDay();
    }

    void decide(Circle circle) {
        Dice dice = Dice.of(market.settings().seed(), "fates", circle.number);
        int stray = 0;
        for (Order order : circle.orders()) {
            order.lines.get(0).shipping = shippingFee(order, dice);
            if (order.isPaid()) {
                decidePaid(order, dice);
            } else {
                decideUnpaid(order, dice);
            }
            if (!order.isFirm && dice.chance(order.marketplace.flaggedPart())) {
                order.flaggedAt = happening(order, order.placedAt + dice.between(HOUR, 20 * DAY));
            }
            if (dice.chance(0.003)) {
                stray++;
                addStrayRefund(circle, order, stray, dice);
            }
        }
    }

    private static long shippingFee(Order order, Dice dice) {
        return dice.chance(0.2) ? 100L * dice.between(5, 15) / (order.marketplace.isForeign() ? 5 : 1) : 0;
    }

    private void decideUnpaid(Order order, Dice dice) {
        if (dice.chance(0.5)) {
            order.cancelledAt = happening(order, order.placedAt + dice.between(HOUR, 3 * DAY));
        }
        if (dice.chance(0.02)) {
            // Nothing was paid, so nothing can be paid back: such a refund counts nothing.
            addRefund(order, order.placedAt + dice.between(DAY, 5 * DAY), Math.max(100, order.amount() / 2));
        }
    }

    private void decidePaid(Order order, Dice dice) {
        if (dice.chance(0.025)) {
            order.cancelledAt = happening(order, order.paidAt + dice.between(HOUR, 2 * DAY));
            if (order.isCancelled() && dice.chance(0.5)) {
                // The money goes back, but the whole order is out of net sales already.
                addRefund(order, order.cancelledAt + dice.between(600, 2 * DAY), order.amount());
            }
            return;
        }
        long shipped = order.paidAt
                + switch (order.marketplace) {
                    case JD -> dice.between(2 * HOUR, 12 * HOUR);
                    case ALIEXPRESS -> dice.between(12 * HOUR, 5 * DAY);
                    default -> dice.between(6 * HOUR, 2 * DAY);
                };
        order.shippedAt = happening(order, shipped);
        boolean isLower = Cities.isLowerTier(order.buyer().city());
        long delivered = shipped
                + switch (order.marketplace) {
                    case JD -> dice.between(8 * HOUR, isLower ? 3 * DAY : 30 * HOUR);
                    case ALIEXPRESS -> dice.between(8 * DAY, 45 * DAY);
                    default -> dice.between(DAY, isLower ? 6 * DAY : 4 * DAY);
                };
        order.deliveredAt = dice.chance(0.99) ? happening(order, delivered) : Order.NEVER;
        if (dice.chance(0.006)) {
            order.disputedAt = happening(order, delivered + dice.between(HOUR, 10 * DAY));
        }
        if (dice.chance(0.05)) {
            refund(order, dice);
        }
    }

    private void refund(Order order, Dice dice) {
        long at = order.paidAt + dice.between(DAY, 40 * DAY);
        long amount = order.amount();
        if (amount == 0) {
            return;
        }
        double kind = dice.unit();
        if (kind < 0.35) {
            // The whole price and what the delivery cost: more than the order's GMV, of which all goes.
            addRefund(order, at, amount + amount / 5 + 100);
        } else if (kind < 0.8) {
            addRefund(order, at, part(amount, dice.between(10, 80)));
        } else {
            // Several, which together may come to more than the order.
            int refunds = dice.between(2, 3);
            for (int i = 0; i < refunds; i++) {
                addRefund(order, at + i * (long) DAY + dice.between(0, DAY / 2), part(amount, dice.between(20, 60)));
            }
        }
    }

    private static long part(long amount, int percent) {
        return Math.max(1, amount * percent / 100);
    }

    private void addRefund(Order order, long at, long amount) {
        if (amount > 0 && happening(order, at) != Order.NEVER) {
            order.refunds.add(new Order.Refund(at, amount));
        }
    }

    private void addStrayRefund(Circle circle, Order order, int number, Dice dice) {
        long at = order.placedAt + dice.between(DAY, 60 * DAY);
        if (happening(order, at) == Order.NEVER) {
            return;
        }
        long amount = dice.between(500, 20_000);
        String eventId = Account.buyerId(order.marketplace, circle.number) + "-r" + Texts.padded(number, 3);
        String orderId = dice.chance(0.4) ? order.id + "-lost" : null;
        circle.strayRefunds.add(new Circle.StrayRefund(order.marketplace, eventId, orderId, at, amount));
    }

    /** The moment, or never where it lies behind the last day. */
    private long happening(Order order, long moment) {
        return order.marketplace.dayOf(moment) <= lastDay ? moment : Order.NEVER;
    }
}
