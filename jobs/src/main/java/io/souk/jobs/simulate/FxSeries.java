package io.souk.jobs.simulate;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * What a US dollar costs in yuan: an invented daily series between 6.3 and 7.2 without weekends and New Year's Day, the
 * same in every market.
 */
final class FxSeries {

    private static final Curve TREND = Curve.curve()
            .at("2018-01-01", 6.50)
            .at("2018-04-01", 6.29)
            .at("2018-11-01", 6.95)
            .at("2019-03-01", 6.70)
            .at("2019-09-01", 7.15)
            .at("2020-01-01", 6.96)
            .at("2020-06-01", 7.13)
            .at("2020-12-31", 6.53);

    private FxSeries() {}

    static boolean isQuoted(int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        DayOfWeek weekday = date.getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && date.getDayOfYear() != 1;
    }

    /** Ten-thousandths of a yuan for a dollar on a day that is quoted. */
    static long quote(int day) {
        int wiggle = (int) (Dice.mix(day) >>> 57) - 64;
        return Math.round(TREND.on(day) * 10_000) + wiggle;
    }

    /** The rate in force: the day's, or that of the last quoted day before it. */
    static long rate(int day) {
        int quoted = day;
        while (!isQuoted(quoted)) {
            quoted--;
        }
        return quote(quoted);
    }

    /** Fen for an amount in minor units of a platform's currency, rounded half to even. */
    static long toFen(Marketplace marketplace, long minorUnits, int day) {
        if (!marketplace.isForeign()) {
            return minorUnits;
        }
        return BigDecimal.valueOf(minorUnits)
                .multiply(BigDecimal.valueOf(rate(day), 4))
                .setScale(0, java.math.RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
