package io.souk.gold;

import org.apache.spark.unsafe.types.UTF8String;

/**
 * A figure against its base.
 *
 * @param base the figure of the earlier date; null where the data begins too late to know it
 * @param growth change against the base, 1 = 100%; null where there is a reason
 * @param reason why growth is null, or null
 */
public record Change(Long base, Double growth, UTF8String reason) {

    private static final UTF8String HISTORY_TOO_SHORT = UTF8String.fromString(Keys.HISTORY_TOO_SHORT);
    private static final UTF8String NO_BASE = UTF8String.fromString(Keys.NO_BASE);

    /**
     * Compares.
     *
     * @param base the earlier figure, or null where the data begins too late
     */
    public static Change between(long figure, Long base) {
        if (base == null) {
            return new Change(null, null, HISTORY_TOO_SHORT);
        }
        if (base == 0) {
            return new Change(base, null, NO_BASE);
        }
        return new Change(base, (double) (figure - base) / base, null);
    }
}
