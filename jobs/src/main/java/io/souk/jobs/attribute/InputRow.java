package io.souk.jobs.attribute;

import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * One row of an input.
 *
 * @param file it is from
 * @param place where it is there, for people: {@code line 7}
 * @param cells none of them null
 */
record InputRow(Path file, String place, String[] cells) {

    private static final int MOST_DIGITS = 18;
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(MOST_DIGITS);

    /** A text that is not empty, without blanks at its ends. */
    String text(InputHeader.Column column) {
        String text = cells[column.position()].strip();
        if (text.isEmpty()) {
            throw invalid(column.name() + " is empty.", "Fill it in, or leave the row out.");
        }
        return text;
    }

    /** A number from 0 to 10^18 with at most 18 digits after the point; 0 where there is no such column. */
    BigDecimal amount(InputHeader.Column column) {
        if (column.isMissing()) {
            return BigDecimal.ZERO;
        }
        String text = cells[column.position()].strip();
        if (text.isEmpty()) {
            throw invalid(column.name() + " is empty.", "Write 0 where there is none.");
        }
        String says = "%s is %s, which ".formatted(column.name(), shortened(text, 60));
        BigDecimal amount = number(text, says);
        if (amount.signum() < 0) {
            throw invalid(says + "is below zero.", "Only what happened can be attributed: leave such rows out.");
        }
        if (amount.compareTo(LARGEST) > 0) {
            throw invalid(says + "is above 10^" + MOST_DIGITS + ".", "Use a larger unit.");
        }
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.scale() > MOST_DIGITS) {
            throw invalid(says + "has more than " + MOST_DIGITS + " digits after the point.", "Round it.");
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private BigDecimal number(String text, String says) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw invalid(says + "is not a number.", "Write digits and a point, such as 1234.50.");
        }
    }

    InvalidInputException invalid(String why, String remedy) {
        return new InvalidInputException(file, place, why, remedy);
    }

    static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}
