package io.souk.jobs.simulate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Who buys from a company since when. Each person has a rank at each company. Lasting buyers are the lowest ranks: on
 * any day those below {@link #lasting} have joined, and they go on to buy at least once in every twelve months.
 * Visitors are the highest ranks: they order on one day and leave, equally many at any time. Together they are as many
 * as the company reports to be active in twelve months.
 */
final class Membership implements Serializable {

    /** Joined before the first day. */
    static final int BEFORE = Integer.MIN_VALUE;

    /** Does not buy between the first and the last day. */
    static final int NEVER = Integer.MAX_VALUE;

    /** Part of a year's buyers who are visitors. */
    private static final double VISITING = 0.08;

    private final int firstDay;
    private final long population;
    private final Permutation ranks;
    private final long[] lasting;
    private final long[] users;
    private final long visitors;

    Membership(Company company, SimulationSettings settings, long population) {
        this.firstDay = settings.firstDay();
        this.population = population;
        this.ranks = new Permutation(population, Dice.mix(settings.seed() * 131 + company.ordinal() + 1));
        int days = settings.lastDay() - firstDay + 1;
        double aYear = Math.min(1.0, days / 365.0);
        double visiting = VISITING * company.buyers(firstDay + days / 2);
        this.visitors = Math.round(visiting * (days / 365.0) / settings.scale());
        this.lasting = new long[days];
        this.users = new long[days];
        for (int i = 0; i < days; i++) {
            lasting[i] = Math.round((company.buyers(firstDay + i) - visiting * aYear) / settings.scale());
            users[i] = Math.round(company.monthlyUsers(firstDay + i) / settings.scale());
        }
    }

    long rank(long person) {
        return ranks.at(person);
    }

    /** How many lasting buyers have joined by the end of a day. */
    long lasting(int day) {
        return lasting[day - firstDay];
    }

    /** How many people use the platform in the month around a day. */
    long monthlyUsers(int day) {
        return users[day - firstDay];
    }

    boolean isVisitor(long rank) {
        return rank >= population - visitors;
    }

    /** The day of the first order of a lasting buyer, {@link #BEFORE} or {@link #NEVER}. */
    int joinDay(long rank) {
        if (rank < lasting[0]) {
            return BEFORE;
        }
        if (rank >= lasting[lasting.length - 1]) {
            return NEVER;
        }
        int found = Arrays.binarySearch(lasting, rank);
        int at = found >= 0 ? found : -found - 1;
        // Days on which nobody joins repeat the count before them: the first day above the rank is meant.
        while (at > 0 && lasting[at - 1] > rank) {
            at--;
        }
        while (lasting[at] <= rank) {
            at++;
        }
        return firstDay + at;
    }
}
