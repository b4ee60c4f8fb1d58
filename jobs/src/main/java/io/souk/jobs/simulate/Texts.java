package io.souk.jobs.simulate;

/** How values are written in landing files. */
final class Texts {

    private Texts() {}

    /** A number with leading zeros. */
    static String padded(long number, int digits) {
        String text = Long.toString(number);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }

    /** A moment in UTC: {@code 2019-11-11T16:00:01Z}. */
    static String moment(long seconds) {
        int second = (int) Math.floorMod(seconds, 86_400L);
        StringBuilder text = new StringBuilder(20).append(Days.text((int) Math.floorDiv(seconds, 86_400L)));
        twoDigits(text.append('T'), second / 3600);
        twoDigits(text.append(':'), second / 60 % 60);
        twoDigits(text.append(':'), second % 60);
        return text.append('Z').toString();
    }

    private static void twoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
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
