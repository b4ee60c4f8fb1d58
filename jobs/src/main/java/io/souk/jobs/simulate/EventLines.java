package io.souk.jobs.simulate;

/** How the platforms' exports write what happened: a line for each row. */
final class EventLines {

    private EventLines() {}

    /** @param number of the order's line, from 1 up */
    static String placed(Order order, int number) {
        Order.Line line = order.lines.get(number - 1);
        return event(order, "placed", order.placedAt, number)
                .with("storefront", order.storefront)
                .with("country", order.country)
                .with("line_id", "l" + number)
                .with("product_id", line.product.id())
                .with("category", line.product.category())
                .with("seller_id", line.sellerId)
                .with("quantity", line.quantity)
                .money("unit_price", line.unitPrice)
                .moneyIfAny("seller_discount", line.discount)
                .moneyIfAny("platform_subsidy", line.subsidy)
                .moneyIfAny("shipping_fee", line.shipping)
                .with("team_id", order.teamId)
                .end();
    }

    static String happened(Order order, String type, long at) {
        return event(order, type, at, 1).end();
    }

    /** @param number of the order's refund, from 1 up */
    static String refunded(Order order, int number) {
        Order.Refund refund = order.refunds.get(number - 1);
        return event(order, "refunded", refund.at(), number)
                .money("refund_amount", refund.amount())
                .end();
    }

    static String stray(Circle.StrayRefund refund) {
        return new JsonLine()
                .with("platform", refund.marketplace().platform())
                .with("event_id", refund.eventId())
                .with("event_type", "refunded")
                .moment("occurred_at", refund.at())
                .with("order_id", refund.orderId())
                .with("currency", refund.marketplace().currency())
                .money("refund_amount", refund.amount())
                .end();
    }

    private static JsonLine event(Order order, String type, long at, int number) {
        return new JsonLine()
                .with("platform", order.marketplace.platform())
                .with("event_id", order.id + "-" + type + number)
                .with("event_type", type)
                .moment("occurred_at", at)
                .with("order_id", order.id)
                .with("buyer_id", order.account == null ? null : order.account.buyerId)
                .with("currency", order.marketplace.currency());
    }

    static String touch(Touch touch) {
        return new JsonLine()
                .with("platform", touch.marketplace().platform())
                .with("event_id", touch.eventId())
                .with("event_type", touch.type())
                .moment("occurred_at", touch.at())
                .with("buyer_id", touch.account() == null ? null : touch.account().buyerId)
                .with("channel", touch.channel())
                .with("sharer_id", touch.sharerId())
                .with("sharer_type", touch.sharerType())
                .with("partner", touch.partner())
                .with("share_id", touch.shareId())
                .with("parent_share_id", touch.parentShareId())
                .with("product_id", touch.productId())
                .with("is_paid", touch.isPaid())
                .end();
    }

    static String visit(Account account, Visit visit) {
        return Texts.csv(
                account.marketplace.platform(),
                visit.sessionId(),
                account.buyerId,
                Texts.moment(visit.startedAt()),
                visit.seconds(),
                visit.channel());
    }

    static String profile(Account account, Profile profile) {
        City city = profile.city();
        return Texts.csv(
                account.marketplace.platform(),
                account.buyerId,
                account.person.personId(),
                city == null ? null : city.name(),
                city == null ? null : city.country(),
                profile.gender(),
                profile.birthYear() == 0 ? null : profile.birthYear(),
                Texts.moment(account.registeredAt),
                Texts.moment(profile.validFrom()));
    }
}
