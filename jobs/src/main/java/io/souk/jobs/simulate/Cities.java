package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cities of the market: a small list of well-known Chinese ones by tier, and some of AliExpress's countries. */
final class Cities {

    static final String CHINA = "CN";

    /** Year of the list of tiers. */
    static final int VINTAGE = 2019;

    /** From the largest cities down. */
    static final List<String> TIERS = List.of("first", "new_first", "second", "third", "fourth", "fifth");

    /** How many of the tiers, from the top, are not called lower tiers. */
    static final int UPPER_TIERS = 3;

    private static final List<List<City>> BY_TIER = List.of(
            tier(0, "Beijing", "Shanghai", "Guangzhou", "Shenzhen"),
            tier(1, "Chengdu", "Hangzhou", "Chongqing", "Wuhan"),
            tier(2, "Kunming", "Xiamen", "Jinan", "Harbin"),
            tier(3, "Weifang", "Yangzhou", "Haikou", "Luoyang"),
            tier(4, "Zigong", "Leshan", "Datong", "Kaifeng"),
            tier(5, "Ya'an", "Guyuan", "Heihe", "Jiuquan"));

    private static final List<City> UNLISTED =
            List.of(new City(CHINA, "Shangri-La", null), new City(CHINA, "Mohe", null), new City(CHINA, "Hotan", null));

    /** AliExpress's countries with the weight of each: Russia, France, Spain and Poland are the majority. */
    private static final Map<String, Double> FOREIGN_WEIGHTS = Map.ofEntries(
            Map.entry("RU", 0.34),
            Map.entry("ES", 0.11),
            Map.entry("FR", 0.09),
            Map.entry("PL", 0.07),
            Map.entry("US", 0.11),
            Map.entry("BR", 0.09),
            Map.entry("IT", 0.04),
            Map.entry("TR", 0.03),
            Map.entry("UA", 0.05),
            Map.entry("NL", 0.03),
            Map.entry("KR", 0.04));

    private static final Map<String, List<String>> FOREIGN = Map.ofEntries(
            Map.entry("RU", List.of("Moscow", "Saint Petersburg")),
            Map.entry("ES", List.of("Madrid")),
            Map.entry("FR", List.of("Paris")),
            Map.entry("PL", List.of("Warsaw")),
            Map.entry("US", List.of("New York")),
            Map.entry("BR", List.of("Sao Paulo")),
            Map.entry("IT", List.of("Rome")),
            Map.entry("TR", List.of("Istanbul")),
            Map.entry("UA", List.of("Kyiv")),
            Map.entry("NL", List.of("Amsterdam")),
            Map.entry("KR", List.of("Seoul")));

    /** Inhabitants in millions, about 2019, rounded. */
    static final Map<String, Double> INHABITANTS = Map.ofEntries(
            Map.entry("CN", 1_408.0),
            Map.entry("RU", 144.0),
            Map.entry("ES", 47.1),
            Map.entry("FR", 67.2),
            Map.entry("PL", 38.0),
            Map.entry("US", 328.0),
            Map.entry("BR", 210.0),
            Map.entry("IT", 59.7),
            Map.entry("TR", 83.0),
            Map.entry("UA", 44.0),
            Map.entry("NL", 17.3),
            Map.entry("KR", 51.8));

    private static final List<String> COUNTRIES =
            FOREIGN_WEIGHTS.keySet().stream().sorted().toList();

    private static final double[] COUNTRY_WEIGHTS =
            COUNTRIES.stream().mapToDouble(FOREIGN_WEIGHTS::get).toArray();

    private Cities() {}

    private static List<City> tier(int tier, String... names) {
        List<City> cities = new ArrayList<>();
        for (String name : names) {
            cities.add(new City(CHINA, name, TIERS.get(tier)));
        }
        return List.copyOf(cities);
    }

    /** Every city that has a tier. */
    static List<City> listed() {
        return BY_TIER.stream().flatMap(List::stream).toList();
    }

    static boolean isLowerTier(City city) {
        return city != null && city.tier() != null && TIERS.indexOf(city.tier()) >= UPPER_TIERS;
    }

    /**
     * A Chinese city; null (not known) or one that the list lacks now and then.
     *
     * @param weights of the six tiers
     */
    static City chinese(Dice dice, double[] weights) {
        double unknown = dice.unit();
        if (unknown < 0.006) {
            return null;
        }
        if (unknown < 0.016) {
            return dice.pick(UNLISTED);
        }
        return dice.pick(BY_TIER.get(dice.weighted(weights)));
    }

    static City foreign(Dice dice) {
        String country = COUNTRIES.get(dice.weighted(COUNTRY_WEIGHTS));
        return new City(country, dice.pick(FOREIGN.get(country)), null);
    }
}
