package io.souk.jobs.simulate;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a relative price of 1 costs, by company and quarter, so that paid GMV follows the company's reports. The orders
 * of a market of moderate size are planned and counted; each quarter's GMV divided by their relative amounts is the
 * level. Between 1:50,000 and 1:200,000 that is the market itself, so its GMV is met almost exactly.
 */
final class PriceLevels implements Serializable {

    private static final long SMALLEST_PILOT_SCALE = 50_000;
    private static final long LARGEST_PILOT_SCALE = 200_000;

    private final int firstQuarter;
    private final Map<Company, double[]> levels = new EnumMap<>(Company.class);

    private PriceLevels(int firstQuarter) {
        this.firstQuarter = firstQuarter;
    }

    static PriceLevels of(SimulationSettings settings) {
        long scale = Math.max(SMALLEST_PILOT_SCALE, Math.min(LARGEST_PILOT_SCALE, settings.scale()));
        Market pilot = new Market(settings.withScale(scale));
        int first = Quarter.of(settings.firstDay());
        int quarters = Quarter.of(settings.lastDay()) - first + 1;
        double[][] sold = new double[Company.values().length][quarters];
        CirclePlans plans = new CirclePlans(pilot);
        for (long circle = 0; circle < pilot.circles(); circle++) {
            for (Order order : plans.plan(circle).orders()) {
                if (order.isPaid()) {
                    sold[order.marketplace.company().ordinal()][Quarter.of(order.day) - first] +=
                            order.relativeAmount();
                }
            }
        }
        PriceLevels prices = new PriceLevels(first);
        for (Company company : Company.values()) {
            double[] level = new double[quarters];
            for (int i = 0; i < quarters; i++) {
                double inside = pilot.seasons(company).partOf(first + i);
                double minorUnits = company.quarterlyGmv(first + i) * inside * 100 / scale;
                level[i] = minorUnits / Math.max(1, sold[company.ordinal()][i]);
            }
            prices.levels.put(company, level);
        }
        return prices;
    }

    /** Minor units that a relative price of 1 costs on a day. */
    double level(Company company, int day) {
        return levels.get(company)[Quarter.of(day) - firstQuarter];
    }
}
