package io.souk.timeline;

/** The measures of a row by day, as bytes: each day as the difference from the one before, and its measures that are not zero. */
public final class PackedDays {

    private PackedDays() {}

    /** The first day with a measure that is not zero; {@link Integer#MAX_VALUE} where there is none. */
    public static int firstDay(DaySums days) {
        int[] first = {Integer.MAX_VALUE};
        days.forEach((day, measures) -> first[0] = Math.min(first[0], day));
        return first[0];
    }

    /** Packs all days that have a measure. */
    public static byte[] of(DaySums days) {
        Bytes bytes = new Bytes();
        int[] last = {0};
        days.forEach((day, measures) -> {
            bytes.putNumber(day - last[0]);
            last[0] = day;
            int present = 0;
            for (int i = 0; i < measures.length; i++) {
                present |= measures[i] == 0 ? 0 : 1 << i;
            }
            bytes.putByte(present);
            for (long measure : measures) {
                if (measure != 0) {
                    bytes.putNumber(measure);
                }
            }
        });
        return bytes.copy();
    }

    /** Adds packed days to a row. */
    public static void addTo(DaySums sums, byte[] packed) {
        Bytes.Reader bytes = new Bytes.Reader(packed);
        int day = 0;
        while (!bytes.isAtEnd()) {
            day += bytes.takeInt();
            int present = bytes.takeByte();
            for (int measure = 0; measure < DaySums.MEASURES; measure++) {
                if ((present & 1 << measure) != 0) {
                    sums.add(day, measure, bytes.takeNumber());
                }
            }
        }
    }
}
