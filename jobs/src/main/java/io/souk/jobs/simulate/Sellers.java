package io.souk.jobs.simulate;

/** The sellers of each platform, numbered from 0 up. */
final class Sellers {

    private static final String[] LOCAL_COUNTRIES = {"RU", "ES", "TR", "IT"};

    private Sellers() {}

    static String id(Marketplace marketplace, int number) {
        return marketplace.prefix() + "-s" + Texts.padded(number, 8);
    }

    /** One line of the sellers' export. */
    static String line(Marketplace marketplace, int number, long seed) {
        Dice dice = Dice.of(seed, "seller of " + marketplace.platform(), number);
        boolean isLocal = marketplace.isForeign() && dice.chance(0.15);
        String country = isLocal ? LOCAL_COUNTRIES[dice.below(LOCAL_COUNTRIES.length)] : Cities.CHINA;
        City city = isLocal ? null : Cities.chinese(dice, new double[] {25, 30, 20, 15, 7, 3});
        // About three in ten of Taobao's merchants were born in the nineties.
        int birthYear =
                switch (dice.weighted(0.28, 0.40, 0.30, 0.02)) {
                    case 0 -> 1970 + dice.below(10);
                    case 1 -> 1980 + dice.below(10);
                    case 2 -> 1990 + dice.below(10);
                    default -> 0;
                };
        int first = isLocal ? Days.of("2019-03-01") : Days.of("2009-01-01");
        int last = isLocal ? Days.of("2019-12-01") : Days.of("2018-01-01");
        long registeredAt = marketplace.moment(dice.between(first, last), dice.below(86_000));
        return Texts.csv(
                marketplace.platform(),
                id(marketplace, number),
                country,
                city == null ? null : city.name(),
                birthYear == 0 ? null : birthYear,
                Texts.moment(registeredAt),
                dice.chance(marketplace == Marketplace.TAOBAO ? 0.25 : 0.12));
    }
}
