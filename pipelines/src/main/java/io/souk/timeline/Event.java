package io.souk.timeline;

/** Something that a person did or saw, on one platform. */
public sealed interface Event {

    /** Microseconds since 1970 in UTC. */
    long at();

    String platform();

    /** What tells it from other events of its kind on its platform; of two of one moment the smaller id is the earlier. */
    String id();

    /**
     * An order.
     *
     * @param day business date, in epoch days
     * @param platformGroup owner of the platform; null where it owns no other
     * @param buyer account; null for a guest
     * @param countsHarmonised whether it counts for active buyers on the harmonised definition
     * @param countsReported whether it counts by the platform's own rule
     * @param isPaid whether it was paid: then its GMV is credited to touches
     * @param gmv minor units of the reporting currency
     * @param reversals what was taken back since, in order of time
     */
    record Order(
            long at,
            String platform,
            String id,
            int day,
            String platformGroup,
            String buyer,
            boolean countsHarmonised,
            boolean countsReported,
            boolean isPaid,
            long gmv,
            Attributes attributes,
            Reversal[] reversals)
            implements Event {}

    /**
     * A part of an order's GMV that was taken back by a cancellation or refund.
     *
     * @param day business date on which it was taken back
     * @param amount minor units, above zero
     */
    record Reversal(int day, long amount) {

        private static final Reversal[] NONE = {};

        /** Reads how many there are, then the day and the amount of each. */
        public static Reversal[] take(Bytes.Reader bytes) {
            int count = bytes.takeInt();
            Reversal[] reversals = count == 0 ? NONE : new Reversal[count];
            for (int i = 0; i < count; i++) {
                reversals[i] = new Reversal(bytes.takeInt(), bytes.takeNumber());
            }
            return reversals;
        }
    }

    /**
     * A touch.
     *
     * @param day date in the platform's time zone, in epoch days
     * @param type click, review, exposure or store_visit
     * @param sharer account or programme member that shared; null where nobody did, or nobody knows who
     * @param isOwnShare whether the person followed an own share
     * @param isPaid whether the platform paid for it
     */
    record Touch(
            long at,
            String platform,
            String id,
            int day,
            String type,
            String channel,
            String sharerType,
            String sharer,
            String partner,
            boolean isOwnShare,
            boolean isPaid)
            implements Event {}
}
