package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.List;

/** One person's account on one marketplace, with everything that is simulated for it. */
final class Account {

    final Person person;
    final Marketplace marketplace;
    final String buyerId;

    /** See {@link Membership#joinDay}. */
    final int joinDay;

    /** Seconds since 1970. */
    final long registeredAt;

    /** In order of their validity; empty where the platform never exported one. */
    final List<Profile> profiles = new ArrayList<>();

    final List<Order> orders = new ArrayList<>();
    final List<Touch> touches = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();

    Account(Person person, Marketplace marketplace, int joinDay, long registeredAt) {
        this.person = person;
        this.marketplace = marketplace;
        this.joinDay = joinDay;
        this.registeredAt = registeredAt;
        this.buyerId = buyerId(marketplace, person.number);
    }

    static String buyerId(Marketplace marketplace, long person) {
        return marketplace.prefix() + "-" + Texts.padded(person, 9);
    }

    /** The profile that held at a moment: the latest one before it, else the earliest of all. */
    Profile profileAt(long moment) {
        if (profiles.isEmpty()) {
            return Profile.UNKNOWN;
        }
        Profile held = profiles.get(0);
        for (Profile profile : profiles) {
            if (profile.validFrom() <= moment) {
                held = profile;
            }
        }
        return held;
    }

    /** Whether the account could be invited or share on a day: its first order lies behind it. */
    boolean hasJoinedBefore(int day) {
        return joinDay < day;
    }

    boolean isUsed() {
        return !orders.isEmpty() || !visits.isEmpty() || !touches.isEmpty();
    }
}
