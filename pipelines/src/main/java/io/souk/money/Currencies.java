package io.souk.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;

/** Currencies by ISO 4217, and the one place where an amount is rounded. */
public final class Currencies {

    private static final List<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .sorted()
            .toList();

    private Currencies() {}

    /** Every ISO 4217 code that the JDK knows. */
    public static List<String> codes() {
        return CODES;
    }

    /** Digits after the point of one unit: 2 for CNY, 0 for JPY. */
    public static int fractionDigits(String code) {
        return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    }

    /**
     * Converts and rounds an amount, half to even, in one step.
     *
     * @param amount in units (yuan, not fen) of the source currency
     * @param rateFrom units of the source currency for one of a common base
     * @param rateTo units of the target currency for one of the same base
     * @param fractionDigits digits after the point of the target currency
     * @return minor units of the target currency
     * @throws ArithmeticException where the result does not fit a long
     */
    public static long toMinorUnits(BigDecimal amount, BigDecimal rateFrom, BigDecimal rateTo, int fractionDigits) {
        return amount.multiply(rateTo)
                .scaleByPowerOfTen(fractionDigits)
                .divide(rateFrom, 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
