package io.souk.time;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * The business dates that tables cover, both included.
 *
 * @param first first date
 * @param last last date; what happened later is not looked at
 */
public record DateSpan(LocalDate first, LocalDate last) implements Serializable {

    public DateSpan {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(
                    "The dates run backwards: from %s to %s. Exchange them.".formatted(first, last));
        }
    }

    public int firstDay() {
        return (int) first.toEpochDay();
    }

    public int lastDay() {
        return (int) last.toEpochDay();
    }
}
