package io.souk.jobs.simulate;

import java.time.Instant;

/** How values are written in landing files. */
final class Texts {

    private Texts() {}

    /** A moment in UTC: {@code 2019-11-11T16:00:01Z}. */
    static String moment(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** Appends an amount with two digits after the point. */
    static void money(StringBuilder text, long minorUnits) {
        long size = Math.abs(minorUnits);
        if (minorUnits < 0) {
            text.append('-');
        }
        text.append(size / 100).append('.');
        if (size % 100 < 10) {
            text.append('0');
        }
        text.append(size % 100);
    }

    static String money(long minorUnits) {
        StringBuilder text = new StringBuilder();
        money(text, minorUnits);
        return text.toString();
    }

    /** A line of a CSV file: absent values are empty, and no value needs quotes. */
    static String csv(Object... values) {
        StringBuilder text = new StringBuilder(120);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            if (values[i] != null) {
                text.append(values[i]);
            }
        }
        return text.toString();
    }
}
