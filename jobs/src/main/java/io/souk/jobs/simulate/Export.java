package io.souk.jobs.simulate;

import io.souk.jobs.lake.LandingRow;
import java.util.Arrays;
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
    private final long[] accepted = new long[LandingInput.values().length];
    private final long[] duplicates = new long[LandingInput.values().length];
    private long late;

    private Dice dice;
    private String shard;

    /**
     * @param rows takes every row
     * @param sums takes how many rows arrived, arrived twice or make no sense, by the name of the question that asks for it
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
        report();
    }

    private void report() {
        for (LandingInput input : LandingInput.values()) {
            sums.accept(Questions.accepted(input), accepted[input.ordinal()]);
            sums.accept(Questions.duplicates(input), duplicates[input.ordinal()]);
        }
        sums.accept(Questions.LATE_ROWS, late);
        Arrays.fill(accepted, 0);
        Arrays.fill(duplicates, 0);
        late = 0;
    }

    private void writeOrder(Order order) {
        for (int i = 0; i < order.lines.size(); i++) {
            int number = i + 1;
            emit(order, order.placedAt, EventLines.placed(order, number));
        }
        emitIfHappened(order, "paid", order.paidAt);
        emitIfHappened(order, "shipped", order.shippedAt);
        emitIfHappened(order, "delivered", order.deliveredAt);
        emitIfHappened(order, "cancelled", order.cancelledAt);
        emitIfHappened(order, "disputed", order.disputedAt);
        emitIfHappened(order, "flagged", order.flaggedAt);
        for (int i = 0; i < order.refunds.size(); i++) {
            int number = i + 1;
            emit(order, order.refunds.get(i).at(), EventLines.refunded(order, number));
        }
    }

    private void emitIfHappened(Order order, String type, long at) {
        if (at != Order.NEVER) {
            emit(order, at, EventLines.happened(order, type, at));
        }
    }

    private void emit(Order order, long at, String line) {
        emit(LandingInput.ORDER_EVENTS, order.marketplace, at, line);
    }

    private void writeStrayRefund(Circle.StrayRefund refund) {
        emit(LandingInput.ORDER_EVENTS, refund.marketplace(), refund.at(), EventLines.stray(refund));
    }

    private void writeTouch(Touch touch) {
        emit(LandingInput.SHARE_EVENTS, touch.marketplace(), touch.at(), EventLines.touch(touch));
    }

    private void writeVisits(Account account) {
        for (Visit visit : account.visits) {
            emit(LandingInput.SESSIONS, account.marketplace, visit.startedAt(), EventLines.visit(account, visit));
        }
    }

    private void writeProfiles(Account account) {
        for (Profile profile : account.profiles) {
            emit(
                    LandingInput.BUYER_PROFILES,
                    account.marketplace,
                    profile.validFrom(),
                    EventLines.profile(account, profile));
        }
    }

    /** Puts a row into the file of the day on which it arrives, and now and then once more into the same or a later one. */
    private void emit(LandingInput input, Marketplace marketplace, long at, String line) {
        int happened = Math.max(firstDay, marketplace.dayOf(at));
        double luck = dice.unit();
        int delay = luck < 0.015 ? dice.between(1, 6) : luck < 0.019 ? dice.between(30, 150) : 0;
        int arrived = happened + delay <= lastDay ? happened + delay : happened;
        if (arrived > happened) {
            late++;
        }
        rows.accept(new LandingRow(file(input, arrived), at, line));
        accepted[input.ordinal()]++;
        if (dice.chance(0.004)) {
            int again = dice.chance(0.6) ? arrived : Math.min(lastDay, arrived + dice.between(1, 40));
            rows.accept(new LandingRow(file(input, again), at, line));
            duplicates[input.ordinal()]++;
        }
    }

    private String file(LandingInput input, int arrived) {
        String day = Days.text(arrived);
        String period = arrived >= firstDailyFile ? day : day.substring(0, 7);
        return input.folder() + "/" + period + shard + input.ending();
    }
}
