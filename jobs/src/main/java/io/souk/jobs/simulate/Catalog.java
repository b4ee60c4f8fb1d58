package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each platform sells: the same products at any scale. */
final class Catalog {

    static final String LUXURY = "luxury";

    private static final int PRODUCTS_PER_CATEGORY = 40;

    /** The dearest product of a category costs so many times the cheapest one. */
    private static final double PRICE_SPAN = 12;

    private static final List<String> CATEGORIES =
            List.of("electronics", "phones", "home", "grocery", "fashion", "beauty", "baby", "sports", "books", LUXURY);

    private static final double[] PRICES = {2.2, 3.0, 0.9, 0.35, 0.7, 0.6, 0.6, 0.9, 0.25, 5.0};

    /** How much more often women choose the category than men. */
    private static final double[] WOMEN = {0.35, 0.7, 1.3, 1.3, 1.9, 3.0, 2.2, 0.7, 1.0, 1.4};

    private static final Map<Marketplace, double[]> WEIGHTS = new EnumMap<>(Map.of(
            Marketplace.TAOBAO, new double[] {8, 3, 18, 12, 30, 12, 7, 6, 4, 0},
            Marketplace.TMALL, new double[] {12, 8, 14, 12, 20, 16, 8, 6, 1, 3},
            Marketplace.JD, new double[] {34, 16, 12, 14, 7, 5, 4, 4, 3, 1},
            Marketplace.PINDUODUO, new double[] {7, 4, 22, 34, 17, 6, 6, 3, 1, 0},
            Marketplace.ALIEXPRESS, new double[] {26, 12, 18, 0, 24, 6, 4, 9, 1, 0}));

    private static final Map<Marketplace, List<List<Product>>> PRODUCTS = new EnumMap<>(Marketplace.class);

    static {
        for (Marketplace marketplace : Marketplace.ALL) {
            List<List<Product>> categories = new ArrayList<>();
            for (int category = 0; category < CATEGORIES.size(); category++) {
                categories.add(products(marketplace, category));
            }
            PRODUCTS.put(marketplace, List.copyOf(categories));
        }
    }

    private Catalog() {}

    private static List<Product> products(Marketplace marketplace, int category) {
        double level = PRICES[category] * (marketplace == Marketplace.TMALL ? 1.4 : 1.0);
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < PRODUCTS_PER_CATEGORY; i++) {
            double place = (double) i / (PRODUCTS_PER_CATEGORY - 1) - 0.5;
            String name = CATEGORIES.get(category);
            products.add(new Product(
                    "%s-%s-%02d".formatted(marketplace.prefix(), name, i),
                    name,
                    level * StrictMath.pow(PRICE_SPAN, place)));
        }
        return List.copyOf(products);
    }

    /** A product that such a buyer would order. */
    static Product product(Marketplace marketplace, Profile buyer, Dice dice) {
        double[] weights = WEIGHTS.get(marketplace).clone();
        for (int i = 0; i < weights.length; i++) {
            if ("female".equals(buyer.gender())) {
                weights[i] *= StrictMath.sqrt(WOMEN[i]);
            } else if ("male".equals(buyer.gender())) {
                weights[i] /= StrictMath.sqrt(WOMEN[i]);
            }
        }
        List<Product> products = PRODUCTS.get(marketplace).get(dice.weighted(weights));
        double place = dice.unit();
        if (Cities.isLowerTier(buyer.city())) {
            place *= 0.85;
        }
        return products.get((int) (place * products.size()));
    }
}
