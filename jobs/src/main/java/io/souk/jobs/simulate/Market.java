package io.souk.jobs.simulate;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is known of the whole market before anybody is made: how many people there are, who buys from whom since when,
 * and on which days orders fall. Small, so that every worker holds it.
 *
 * <p>People live in circles of {@link #CIRCLE}, who share with and buy in teams with each other; each circle is made
 * whole, in one place, from the seed and its number.
 */
final class Market implements Serializable {

    /** Persons of one circle. */
    static final int CIRCLE = 10;

    /** Real people who could buy online in China, and who could buy from AliExpress elsewhere. */
    private static final long CHINESE = 1_000_000_000L;

    private static final long FOREIGN = 100_000_000L;

    private final SimulationSettings settings;
    private final long chinese;
    private final long foreign;
    private final Map<Company, Membership> memberships = new EnumMap<>(Company.class);
    private final Map<Company, Seasons> seasons = new EnumMap<>(Company.class);

    Market(SimulationSettings settings) {
        this.settings = settings;
        this.chinese = CHINESE / settings.scale() / CIRCLE * CIRCLE;
        this.foreign = FOREIGN / settings.scale() / CIRCLE * CIRCLE;
        for (Company company : Company.values()) {
            long population = company == Company.ALIEXPRESS ? foreign : chinese;
            memberships.put(company, new Membership(company, settings, population));
            seasons.put(company, new Seasons(company, settings.firstDay(), settings.lastDay()));
        }
    }

    SimulationSettings settings() {
        return settings;
    }

    Membership membership(Company company) {
        return memberships.get(company);
    }

    Seasons seasons(Company company) {
        return seasons.get(company);
    }

    long circles() {
        return (chinese + foreign) / CIRCLE;
    }

    long persons() {
        return chinese + foreign;
    }

    boolean isForeign(long person) {
        return person >= chinese;
    }

    /** The person's number within China or outside it, from 0 up. */
    long numberAmongPeers(long person) {
        return isForeign(person) ? person - chinese : person;
    }
}
