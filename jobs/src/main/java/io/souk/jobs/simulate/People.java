package io.souk.jobs.simulate;

/** Makes the persons of the market and their accounts. */
final class People {

    private static final String[] GENDERS = {"female", "male", "other", null};

    private final Market market;

    People(Market market) {
        this.market = market;
    }

    Person person(long number) {
        Dice dice = Dice.of(market.settings().seed(), "person", number);
        boolean foreign = market.isForeign(number);
        Person person = foreign ? foreigner(number, dice) : chinese(number, dice);
        for (Marketplace marketplace : Marketplace.ALL) {
            if (marketplace.isForeign() == foreign) {
                Company company = marketplace.company();
                person.ranks.computeIfAbsent(
                        company, key -> market.membership(key).rank(market.numberAmongPeers(number)));
                person.accounts.add(account(person, marketplace, dice));
            }
        }
        return person;
    }

    private Person foreigner(long number, Dice dice) {
        City city = Cities.foreign(dice);
        return new Person(number, city, gender(dice, 0.48), birthYear(dice), true, 0, appetite(dice));
    }

    private Person chinese(long number, Dice dice) {
        boolean buysFromPinduoduo = joinDay(Company.PINDUODUO, number) != Membership.NEVER;
        boolean buysFromJd = joinDay(Company.JD, number) != Membership.NEVER;
        boolean isNewToAlibaba = joinDay(Company.ALIBABA, number) > 0;
        double[] tiers;
        if (buysFromJd) {
            tiers = new double[] {18, 22, 20, 20, 12, 8};
        } else if (buysFromPinduoduo) {
            tiers = new double[] {6, 12, 16, 26, 22, 18};
        } else {
            tiers = new double[] {12, 20, 20, 22, 15, 11};
        }
        if (isNewToAlibaba) {
            // More than 70% of the buyers whom Alibaba won came from lower tiers.
            for (int i = Cities.UPPER_TIERS; i < tiers.length; i++) {
                tiers[i] *= 2;
            }
        }
        City city = Cities.chinese(dice, tiers);
        String gender = gender(dice, buysFromJd ? 0.39 : 0.55);
        double kind = dice.unit();
        double tmallPart = kind < 0.25 ? 0 : kind < 0.35 ? 1 : 0.4;
        return new Person(number, city, gender, birthYear(dice), false, tmallPart, appetite(dice));
    }

    private int joinDay(Company company, long number) {
        Membership membership = market.membership(company);
        return membership.joinDay(membership.rank(market.numberAmongPeers(number)));
    }

    private Account account(Person person, Marketplace marketplace, Dice dice) {
        int firstDay = market.settings().firstDay();
        int lastDay = market.settings().lastDay();
        Membership membership = market.membership(marketplace.company());
        int joinDay = membership.joinDay(person.ranks.get(marketplace.company()));
        boolean joinsHere = joinDay > 0 && joinDay != Membership.NEVER;
        int registeredDay = joinsHere ? joinDay - dice.below(40) : firstDay - 1 - dice.below(800);
        long registeredAt = marketplace.moment(registeredDay, dice.below(86_000));
        Account account = new Account(person, marketplace, joinDay, registeredAt);
        if (person.isForeign && dice.chance(0.02)) {
            return account;
        }
        long validFrom = registeredAt;
        if (dice.chance(0.05)) {
            // A platform that first described the buyer after the first orders: the earliest description holds for
            // them.
            int day = Math.max(firstDay, registeredDay) + dice.between(1, 120);
            validFrom = marketplace.moment(Math.min(day, lastDay), dice.below(86_000));
        }
        account.profiles.add(new Profile(validFrom, person.city, person.gender, person.birthYear));
        if (!person.isForeign && dice.chance(0.08)) {
            int day = firstDay + dice.below(lastDay - firstDay + 1);
            long moved = marketplace.moment(day, dice.below(86_000));
            if (moved > validFrom) {
                City city = Cities.chinese(dice, new double[] {15, 25, 25, 18, 10, 7});
                account.profiles.add(new Profile(moved, city, person.gender, person.birthYear));
            }
        }
        return account;
    }

    private static String gender(Dice dice, double female) {
        return GENDERS[dice.weighted(female * 0.967, (1 - female) * 0.967, 0.003, 0.03)];
    }

    private static int birthYear(Dice dice) {
        return switch (dice.weighted(0.06, 0.18, 0.34, 0.34, 0.06, 0.02)) {
            case 0 -> 1950 + dice.below(20);
            case 1 -> 1970 + dice.below(10);
            case 2 -> 1980 + dice.below(10);
            case 3 -> 1990 + dice.below(10);
            case 4 -> 2000 + dice.below(5);
            default -> 0;
        };
    }

    private static double appetite(Dice dice) {
        return dice.chance(0.15) ? 2.4 : 0.75;
    }
}
