package io.souk.jobs.simulate;

import java.time.LocalDate;

/** Dates as epoch days, written as dates. */
final class Days {

    private Days() {}

    static int of(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    static String text(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
