package io.souk.jobs.simulate;

import java.time.LocalDate;

/**
 * Who uses a platform in each month: as many people as the company reports for the month, about one session each. In
 * any month the users are a stretch of the ranks, which moves on from month to month, so that people come and go.
 */
final class Visits {

    private static final double[] CHANNEL_WEIGHTS = {70, 15, 15};

    private final Market market;

    Visits(Market market) {
        this.market = market;
    }

    void add(Circle circle) {
        for (Person person : circle.persons) {
            Dice dice = Dice.of(market.settings().seed(), "visits", person.number);
            for (Account account : person.accounts) {
                // Alibaba's users are counted on Taobao: its application opens Tmall too.
                if (account.marketplace != Marketplace.TMALL) {
                    add(account, dice);
                }
            }
        }
    }

    private void add(Account account, Dice dice) {
        Company company = account.marketplace.company();
        Membership membership = market.membership(company);
        long rank = account.person.ranks.get(company);
        LocalDate month = market.settings().from().withDayOfMonth(1);
        for (int number = 0; !month.isAfter(market.settings().to()); number++, month = month.plusMonths(1)) {
            int first = Math.max(market.settings().firstDay(), (int) month.toEpochDay());
            int last = Math.min(
                    market.settings().lastDay(), (int) month.plusMonths(1).toEpochDay() - 1);
            long users = membership.monthlyUsers(first + (last - first) / 2);
            long pool = Math.max(users, membership.lasting(last));
            if (rank < pool && (rank + number * (pool / 7)) % pool < users) {
                int visits = dice.chance(0.04) ? 2 : 1;
                for (int visit = 0; visit < visits; visit++) {
                    add(account, number, visit, first + dice.below(last - first + 1), dice);
                }
            }
        }
    }

    private static void add(Account account, int month, int visit, int day, Dice dice) {
        String id = account.buyerId + "-v" + Texts.padded(month * 10L + visit, 4);
        long startedAt = account.marketplace.moment(day, Seasons.secondOfDay(day, dice));
        int seconds = (int) Math.min(4 * 3600, 30 + dice.exponential(900));
        account.visits.add(new Visit(id, startedAt, seconds, channel(account.marketplace, dice)));
    }

    private static String channel(Marketplace marketplace, Dice dice) {
        boolean isInWechat = marketplace == Marketplace.PINDUODUO || marketplace == Marketplace.JD;
        return switch (dice.weighted(CHANNEL_WEIGHTS)) {
            case 0 -> "app";
            case 1 -> "web";
            default -> isInWechat ? "wechat_mini_program" : "app";
        };
    }
}
