package io.souk.gold.sharing;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * How many members a programme is meant to have: the same growth every day from a first date to a last one.
 *
 * @param from date from which there is a target
 * @param sharersFrom members on that date
 * @param to date on which the path ends; later dates have its last target
 * @param sharersTo members on that date
 */
public record TargetPath(LocalDate from, long sharersFrom, LocalDate to, long sharersTo) implements Serializable {

    public TargetPath {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "has a target from %s to %s. Name a later date as its end".formatted(from, to));
        }
        if (sharersFrom < 1 || sharersTo < 1) {
            throw new IllegalArgumentException(
                    "has a target from %d to %d sharers. Both are at least 1".formatted(sharersFrom, sharersTo));
        }
    }

    /** The target on a date, rounded to whole members; none before the first date. */
    OptionalLong on(LocalDate date) {
        if (date.isBefore(from)) {
            return OptionalLong.empty();
        }
        if (!date.isBefore(to)) {
            return OptionalLong.of(sharersTo);
        }
        double part = (double) ChronoUnit.DAYS.between(from, date) / ChronoUnit.DAYS.between(from, to);
        return OptionalLong.of(Math.round(sharersFrom * StrictMath.pow((double) sharersTo / sharersFrom, part)));
    }
}
