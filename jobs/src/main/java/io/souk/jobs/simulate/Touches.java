package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides what buyers saw before (and now and then after) they ordered, and who had shared it. */
final class Touches {

    private static final int DAY = 86_400;

    /** Every thousandth person of Taobao may be a dropshipper. */
    private static final long DROPSHIPPER_STEP = 1000;

    private final Market market;
    private final long influencers;

    Touches(Market market) {
        this.market = market;
        this.influencers = Math.max(8, 100_000 / market.settings().scale());
    }

    void add(Circle circle) {
        Dice dice = Dice.of(market.settings().seed(), "touches", circle.number);
        List<Touch> friendClicks = new ArrayList<>();
        for (Person person : circle.persons) {
            for (Account account : person.accounts) {
                Numbers numbers = new Numbers(account);
                for (Order order : account.orders) {
                    if (dice.chance(0.5)) {
                        add(circle, account, order, numbers, friendClicks, dice);
                    }
                }
            }
        }
        chain(circle, friendClicks, dice);
    }

    private void add(
            Circle circle, Account account, Order order, Numbers numbers, List<Touch> friendClicks, Dice dice) {
        int count = 1 + dice.weighted(0.68, 0.24, 0.08);
        long previous = 0;
        for (int i = 0; i < count; i++) {
            TouchSource source = TouchSource.pick(account.marketplace, order, dice);
            boolean isAfter = dice.chance(0.04);
            long at = isAfter
                    ? order.placedAt + dice.between(1, 3 * DAY)
                    : order.placedAt - (long) Math.min(45.0 * DAY, dice.exponential(source.meanAge()));
            if (i > 0 && dice.chance(0.02)) {
                at = previous;
            }
            int day = account.marketplace.dayOf(at);
            if (day < market.settings().firstDay() || day > market.settings().lastDay()) {
                continue;
            }
            previous = at;
            String product = order.lines.get(0).product.id();
            if (source.isFriend()) {
                String sharer = dice.chance(0.03) ? account.buyerId : friend(circle, account, day, dice);
                if (sharer == null) {
                    source = TouchSource.SEARCH;
                } else {
                    friendClicks.add(touch(account, numbers.next(), source, at, sharer, product));
                    continue;
                }
            }
            account.touches.add(touch(account, numbers.next(), source, at, sharer(source, dice), product));
        }
    }

    private static Touch touch(Account account, String id, TouchSource source, long at, String sharer, String product) {
        return new Touch(
                account.marketplace,
                account,
                id,
                source.type(),
                at,
                source.channel(),
                source.sharerType(),
                sharer,
                source.partner(),
                null,
                null,
                product,
                source.isPaid());
    }

    private static String friend(Circle circle, Account account, int day, Dice dice) {
        List<String> friends = new ArrayList<>();
        for (Person person : circle.persons) {
            Account friend = person.account(account.marketplace);
            if (friend != null && friend != account && friend.hasJoinedBefore(day)) {
                friends.add(friend.buyerId);
            }
        }
        return friends.isEmpty() ? null : dice.pick(friends);
    }

    private String sharer(TouchSource source, Dice dice) {
        if (source.sharerType() == null) {
            return null;
        }
        return switch (source.sharerType()) {
            case "dropshipper" -> {
                long number = dice.below(Math.max(1, market.persons() * 10 / 11 / DROPSHIPPER_STEP));
                yield Account.buyerId(Marketplace.TAOBAO, number * DROPSHIPPER_STEP);
            }
            case "influencer" -> "aec-" + Texts.padded(dice.below(influencers), 6);
            case "partner" -> source.partner();
            default -> null;
        };
    }

    /** Gives each click by a friend the share that led to it, and that share the one that its sharer had clicked. */
    private void chain(Circle circle, List<Touch> clicks, Dice dice) {
        clicks.sort(Comparator.comparingLong(Touch::at).thenComparing(Touch::eventId));
        Map<String, String> lastClicked = new HashMap<>();
        for (Touch click : clicks) {
            String shareId = click.eventId() + "-s";
            long sharedAt = click.at() - dice.between(30, 20_000);
            if (click.marketplace().dayOf(sharedAt) < market.settings().firstDay()) {
                sharedAt = click.at();
            }
            circle.shares.add(new Touch(
                    click.marketplace(),
                    null,
                    shareId,
                    "share",
                    sharedAt,
                    click.channel(),
                    "friend",
                    click.sharerId(),
                    null,
                    shareId,
                    lastClicked.get(click.sharerId()),
                    click.productId(),
                    null));
            click.account()
                    .touches
                    .add(new Touch(
                            click.marketplace(),
                            click.account(),
                            click.eventId(),
                            click.type(),
                            click.at(),
                            click.channel(),
                            click.sharerType(),
                            click.sharerId(),
                            null,
                            shareId,
                            null,
                            click.productId(),
                            click.isPaid()));
            if (!click.sharerId().equals(click.account().buyerId)) {
                lastClicked.put(click.account().buyerId, shareId);
            }
        }
    }

    /** Numbers an account's touches, so that their identifiers sort in one order. */
    private static final class Numbers {
        private final String prefix;
        private int last;

        Numbers(Account account) {
            this.prefix = account.buyerId + "-t";
        }

        String next() {
            last++;
            return prefix + Texts.padded(last, 4);
        }
    }
}
