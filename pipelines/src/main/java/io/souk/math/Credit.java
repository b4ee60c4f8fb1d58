package io.souk.math;

import java.math.BigDecimal;
import java.util.SortedMap;

/**
 * What each channel earned by one model. Both add up to the totals of the data, to the last digit.
 *
 * @param conversions by channel
 * @param value by channel, in the currency of the data
 */
public record Credit(SortedMap<String, BigDecimal> conversions, SortedMap<String, BigDecimal> value) {

    /** Divides both totals of {@code data} in the same proportions. */
    static Credit inProportion(PathData data, Shares shares) {
        return new Credit(shares.adjustedTo(data.conversions()), shares.adjustedTo(data.value()));
    }
}
