package io.souk.jobs.simulate;

import java.time.LocalDate;

/** Calendar quarters as numbers: year x 4 + 0..3. */
final class Quarter {

    private Quarter() {}

    static int of(int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return date.getYear() * 4 + (date.getMonthValue() - 1) / 3;
    }

    static int firstDay(int quarter) {
        return (int) LocalDate.of(Math.floorDiv(quarter, 4), Math.floorMod(quarter, 4) * 3 + 1, 1)
                .toEpochDay();
    }

    static int lastDay(int quarter) {
        return firstDay(quarter + 1) - 1;
    }
}
