package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A human: who they are and the accounts that they hold. */
final class Person {

    final long number;
    final City city;
    final String gender;
    final int birthYear;
    final boolean isForeign;

    /** Rank at each company that the person can buy from. */
    final Map<Company, Long> ranks = new EnumMap<>(Company.class);

    final List<Account> accounts = new ArrayList<>();

    /** How probably an order to Alibaba goes to Tmall: 0, 1 or between. */
    final double tmallPart;

    /** How much more than others the person buys. */
    final double appetite;

    /** Orders without an account. */
    final List<Order> guestOrders = new ArrayList<>();

    private final Set<Long> moments = new HashSet<>();

    private int orderNumber;

    Person(long number, City city, String gender, int birthYear, boolean isForeign, double tmallPart, double appetite) {
        this.number = number;
        this.city = city;
        this.gender = gender;
        this.birthYear = birthYear;
        this.isForeign = isForeign;
        this.tmallPart = tmallPart;
        this.appetite = appetite;
    }

    /** The identifier that joins a person's accounts; AliExpress knows none. */
    String personId() {
        return isForeign ? null : "p-" + Texts.padded(number, 9);
    }

    Account account(Marketplace marketplace) {
        for (Account account : accounts) {
            if (account.marketplace == marketplace) {
                return account;
            }
        }
        return null;
    }

    /** The moment itself or the next second at which this person does not order yet. */
    long freeMoment(long moment) {
        long free = moment;
        while (!moments.add(free)) {
            free++;
        }
        return free;
    }

    String nextOrderId(Marketplace marketplace) {
        orderNumber++;
        return Account.buyerId(marketplace, number) + "-o" + Texts.padded(orderNumber, 3);
    }
}
