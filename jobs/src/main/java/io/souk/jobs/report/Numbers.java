package io.souk.jobs.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, amounts and dates as the report writes them: English, thousands separated by commas, a real minus sign. */
final class Numbers {

    private static final DecimalFormatSymbols SYMBOLS = symbols();
    private static final DateTimeFormatter LONG_DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final BigDecimal SHORTENED_FROM = BigDecimal.valueOf(1_000_000);

    private record Step(BigDecimal size, String suffix) {}

    private static final List<Step> STEPS = List.of(
            new Step(BigDecimal.valueOf(1_000_000_000_000L), " tn"),
            new Step(BigDecimal.valueOf(1_000_000_000L), " bn"),
            new Step(BigDecimal.valueOf(1_000_000L), " m"));

    private Numbers() {}

    /** Every digit: {@code 1,234,567.80}. Whole numbers without a point. */
    static String exact(BigDecimal value) {
        return format(value.stripTrailingZeros().scale() <= 0 ? "#,##0" : "#,##0.00", value);
    }

    /** Three or four digits and a word from a million on: {@code 1.24 bn}; below, the whole number: {@code 429,600}. */
    static String brief(BigDecimal value) {
        for (Step step : STEPS) {
            if (value.abs().compareTo(SHORTENED_FROM.max(step.size())) >= 0) {
                BigDecimal scaled = value.divide(step.size(), 6, RoundingMode.HALF_EVEN);
                String pattern = scaled.abs().compareTo(BigDecimal.valueOf(100)) >= 0 ? "#,##0.0" : "#,##0.00";
                return format(pattern, scaled) + step.suffix();
            }
        }
        boolean isSmallAmount = value.abs().compareTo(BigDecimal.valueOf(1_000)) < 0
                && value.stripTrailingZeros().scale() > 0;
        return format(isSmallAmount ? "#,##0.00" : "#,##0", value);
    }

    /** A change against a base: {@code +12.4%}, {@code −3.0%}; from fourfold on {@code ×12.3}. */
    static String change(BigDecimal change) {
        if (isManifold(change)) {
            return "×" + format("#,##0.0", change.add(BigDecimal.ONE));
        }
        String percent = percent(change);
        return change.signum() > 0 && !percent.equals("0.0%") ? "+" + percent : percent;
    }

    /** Whether a change is so large that a factor says more than per cent. */
    static boolean isManifold(BigDecimal change) {
        return change.compareTo(BigDecimal.valueOf(3)) >= 0;
    }

    /** A part of a whole: {@code 43.2%}. */
    static String percent(BigDecimal ratio) {
        String text = format("#,##0.0", ratio.scaleByPowerOfTen(2));
        return (text.equals("−0.0") ? "0.0" : text) + "%";
    }

    static String plain(BigDecimal value, int digits) {
        return format("#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits)), value);
    }

    static String count(long value) {
        return exact(BigDecimal.valueOf(value));
    }

    /** {@code Monday, 11 November 2019}. */
    static String longDate(LocalDate date) {
        return LONG_DATE.format(date);
    }

    /** {@code 11 Nov 2019}. */
    static String day(LocalDate date) {
        return DAY.format(date);
    }

    private static String format(String pattern, BigDecimal value) {
        DecimalFormat format = new DecimalFormat(pattern, SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(value);
    }

    private static DecimalFormatSymbols symbols() {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ENGLISH);
        symbols.setMinusSign('−');
        return symbols;
    }
}
