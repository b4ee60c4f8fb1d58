package io.souk.jobs.simulate;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Dates as epoch days, written as dates. */
final class Days {

    private static final Map<Integer, String> WRITTEN = new ConcurrentHashMap<>();

    private Days() {}

    static int of(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    static String text(int day) {
        return WRITTEN.computeIfAbsent(day, key -> LocalDate.ofEpochDay(key).toString());
    }
}
