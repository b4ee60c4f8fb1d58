package io.souk.gold.sharing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a member of a sharing programme earns from a certain reach and certain sales on.
 *
 * @param name value of {@code commission_tier} in tables
 * @param fromExposures touches of the last 30 days that the tier takes
 * @param fromSales net credited GMV of the last 30 days that the tier takes, in the reporting currency
 * @param rate part of net credited GMV that is paid: from 0 to 1, in millionths at the finest
 */
public record CommissionTier(String name, long fromExposures, BigDecimal fromSales, BigDecimal rate)
        implements Serializable {

    /** Digits after the point of a rate. */
    static final int RATE_DIGITS = 6;

    public CommissionTier {
        if (name.isBlank() || name.equals("all") || name.equals("none")) {
            throw new IllegalArgumentException(
                    "has the tier name '%s'. A tier has a name of its own, other than all and none".formatted(name));
        }
        if (fromExposures < 0 || fromSales.signum() < 0) {
            throw new IllegalArgumentException(
                    "has thresholds below zero: %d exposures and sales of %s. Write 0 where there is none"
                            .formatted(fromExposures, fromSales.toPlainString()));
        }
        if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "has the rate %s. A rate is a part of sales, from 0 to 1: write 0.05 for 5%%"
                            .formatted(rate.toPlainString()));
        }
        if (rate.stripTrailingZeros().scale() > RATE_DIGITS) {
            throw new IllegalArgumentException("has the rate %s. A rate has at most %d digits after the point"
                    .formatted(rate.toPlainString(), RATE_DIGITS));
        }
    }

    /** Whether reach and sales are enough for the tier. */
    boolean isReachedBy(long exposures, BigDecimal sales) {
        return exposures >= fromExposures && sales.compareTo(fromSales) >= 0;
    }

    /**
     * The commission on net sales, rounded half to even.
     *
     * @param net minor units
     * @return minor units
     */
    long on(long net) {
        return rate.multiply(BigDecimal.valueOf(net))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
