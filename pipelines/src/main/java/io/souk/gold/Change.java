package io.souk.gold;

/**
 * A figure against its base.
 *
 * @param base the figure of the earlier date; null where the data begins too late to know it
 * @param growth change against the base, 1 = 100%; null where there is a reason
 * @param reason why growth is null, or null
 */
public record Change(Long base, Double growth, String reason) {

    /**
     * Compares.
     *
     * @param base the earlier figure, or null where the data begins too late
     */
    public static Change between(long figure, Long base) {
        if (base == null) {
            return new Change(null, null, Keys.HISTORY_TOO_SHORT);
        }
        if (base == 0) {
            return new Change(base, null, Keys.NO_BASE);
        }
        return new Change(base, (double) (figure - base) / base, null);
    }
}
