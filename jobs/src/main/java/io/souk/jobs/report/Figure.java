package io.souk.jobs.report;

import io.souk.gold.Keys;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * A number, or the reason for which there is none. Exactly one of the two is given, so a gap never goes unexplained.
 *
 * @param reason a reason code of the tables ({@code no_base}, {@code history_too_short}) or one of this class; null
 *     where there is a value
 */
public record Figure(BigDecimal value, String reason) {

    /** The run published no row for the figure. */
    public static final String NOT_PUBLISHED = "not_published";

    /** The date lies before the first one that is published. */
    public static final String NOT_COVERED = "not_covered";

    /** The denominator is zero. */
    public static final String NOTHING_TO_DIVIDE_BY = "nothing_to_divide_by";

    public Figure {
        if ((value == null) == (reason == null)) {
            throw new IllegalArgumentException("A figure has either a value or a reason, not both and not neither.");
        }
    }

    public static Figure of(BigDecimal value) {
        return new Figure(Objects.requireNonNull(value), null);
    }

    public static Figure of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    public static Figure absent(String reason) {
        return new Figure(null, Objects.requireNonNull(reason));
    }

    /** A value that a table may lack, with the reason that the table gives. */
    static Figure ofNullable(Number value, String reason) {
        if (value == null) {
            return absent(reason == null ? NOT_PUBLISHED : reason);
        }
        return of(value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString()));
    }

    public boolean isPresent() {
        return value != null;
    }

    /** The reason as a person reads it; empty where there is a value. */
    public String inWords() {
        if (reason == null) {
            return "";
        }
        return switch (reason) {
            case Keys.NO_BASE -> "no base: it was zero then";
            case Keys.HISTORY_TOO_SHORT -> "the data begins too late";
            case NOT_PUBLISHED -> "the run published no such row";
            case NOT_COVERED -> "before the first published date";
            case NOTHING_TO_DIVIDE_BY -> "nothing to divide by";
            default -> reason.replace('_', ' ');
        };
    }
}
