package io.souk.jobs.simulate;

import io.souk.jobs.lake.LandingRow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes circles as the platforms' exports would: most rows arrive on the day on which they happened, some days or
 * months later, some twice, and some make no sense. A file holds what arrived in a month, or on a day of the last month.
 */
final class Export {

    /** Circles whose rows share files: beyond, a month has several. */
    private static final long CIRCLES_PER_FILE = 50_000;

    private final Market market;
    private final Consumer<LandingRow> rows;
    private final BiConsumer<String, Long> sums;
    private final int firstDay;
    private final int lastDay;
    private final int firstDailyFile;

    private Dice dice;
    private String shard;

    /**
     * @param rows takes every row
     * @param sums takes how many rows arrived twice or make no sense, by the name of the question that asks for it
     */
    Export(Market market, Consumer<LandingRow> rows, BiConsumer<String, Long> sums) {
        this.market = market;
        this.rows = rows;
        this.sums = sums;
        this.firstDay = market.settings().firstDay();
        this.lastDay = market.settings().lastDay();
        this.firstDailyFile = (int) market.settings().to().withDayOfMonth(1).toEpochDay();
    }

    void write(Circle circle) {
        dice = Dice.of(market.settings().seed(), "arrivals", circle.number);
        shard = market.circles() > CIRCLES_PER_FILE ? "-%04d".formatted(circle.number / CIRCLES_PER_FILE) : "";
        for (Person person : circle.persons) {
            for (Account account : person.accounts) {
                if (account.isUsed()) {
                    writeProfiles(account);
                    writeVisits(account);
                }
                account.touches.forEach(this::writeTouch);
            }
        }
        circle.shares.forEach(this::writeTouch);
        circle.orders().forEach(this::writeOrder);
        circle.strayRefunds.forEach(this::writeStrayRefund);
        BadRow.of(circle, dice, firstDay, lastDay).ifPresent(bad -> {
            sums.accept(Questions.quarantined(bad.stage(), bad.reason()), 1L);
            rows.accept(new LandingRow(file(bad.input(), bad.day()), bad.day() * 86_400L, bad.line()));
        });
    }

    private void writeOrder(Order order) {
        int number = 0;
        for (Order.Line line : order.lines) {
            number++;
            JsonLine row = event(order, "placed", order.placedAt, number)
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
                    .with("team_id", order.teamId);
            emit(order, order.placedAt, row);
        }
        emitIfHappened(order, "paid", order.paidAt);
        emitIfHappened(order, "shipped", order.shippedAt);
        emitIfHappened(order, "delivered", order.deliveredAt);
        emitIfHappened(order, "cancelled", order.cancelledAt);
        emitIfHappened(order, "disputed", order.disputedAt);
        emitIfHappened(order, "flagged", order.flaggedAt);
        number = 0;
        for (Order.Refund refund : order.refunds) {
            number++;
            emit(
                    order,
                    refund.at(),
                    event(order, "refunded", refund.at(), number).money("refund_amount", refund.amount()));
        }
    }

    private void emitIfHappened(Order order, String type, long at) {
        if (at != Order.NEVER) {
            emit(order, at, event(order, type, at, 1));
        }
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

    private void emit(Order order, long at, JsonLine line) {
        emit(LandingInput.ORDER_EVENTS, order.marketplace, at, line.end());
    }

    private void writeStrayRefund(Circle.StrayRefund refund) {
        String line = new JsonLine()
                .with("platform", refund.marketplace().platform())
                .with("event_id", refund.eventId())
                .with("event_type", "refunded")
                .moment("occurred_at", refund.at())
                .with("order_id", refund.orderId())
                .with("currency", refund.marketplace().currency())
                .money("refund_amount", refund.amount())
                .end();
        emit(LandingInput.ORDER_EVENTS, refund.marketplace(), refund.at(), line);
    }

    private void writeTouch(Touch touch) {
        String line = new JsonLine()
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
        emit(LandingInput.SHARE_EVENTS, touch.marketplace(), touch.at(), line);
    }

    private void writeVisits(Account account) {
        for (Visit visit : account.visits) {
            String line = Texts.csv(
                    account.marketplace.platform(),
                    visit.sessionId(),
                    account.buyerId,
                    Texts.moment(visit.startedAt()),
                    visit.seconds(),
                    visit.channel());
            emit(LandingInput.SESSIONS, account.marketplace, visit.startedAt(), line);
        }
    }

    private void writeProfiles(Account account) {
        for (Profile profile : account.profiles) {
            City city = profile.city();
            String line = Texts.csv(
                    account.marketplace.platform(),
                    account.buyerId,
                    account.person.personId(),
                    city == null ? null : city.name(),
                    city == null ? null : city.country(),
                    profile.gender(),
                    profile.birthYear() == 0 ? null : profile.birthYear(),
                    Texts.moment(account.registeredAt),
                    Texts.moment(profile.validFrom()));
            emit(LandingInput.BUYER_PROFILES, account.marketplace, profile.validFrom(), line);
        }
    }

    /** Puts a row into the file of the day on which it arrives, and now and then once more into the same or a later one. */
    private void emit(LandingInput input, Marketplace marketplace, long at, String line) {
        int happened = Math.max(firstDay, marketplace.dayOf(at));
        double luck = dice.unit();
        int delay = luck < 0.015 ? dice.between(1, 6) : luck < 0.019 ? dice.between(30, 150) : 0;
        int arrived = happened + delay <= lastDay ? happened + delay : happened;
        if (arrived > happened) {
            sums.accept(Questions.LATE_ROWS, 1L);
        }
        rows.accept(new LandingRow(file(input, arrived), at, line));
        sums.accept(Questions.accepted(input), 1L);
        if (dice.chance(0.004)) {
            int again = dice.chance(0.6) ? arrived : Math.min(lastDay, arrived + dice.between(1, 40));
            rows.accept(new LandingRow(file(input, again), at, line));
            sums.accept(Questions.duplicates(input), 1L);
        }
    }

    private String file(LandingInput input, int arrived) {
        String day = Days.text(arrived);
        String period = arrived >= firstDailyFile ? day : day.substring(0, 7);
        return input.folder() + "/" + period + shard + input.ending();
    }
}
