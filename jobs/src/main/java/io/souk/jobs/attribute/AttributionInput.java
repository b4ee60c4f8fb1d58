package io.souk.jobs.attribute;

import io.souk.math.PathData;
import java.util.List;

/**
 * What is attributed.
 *
 * @param hasValue whether the input says what conversions are worth
 * @param hasNulls whether it says how many did not convert
 * @param notes what the user should know about it, in sentences
 */
public record AttributionInput(PathData paths, boolean hasValue, boolean hasNulls, List<String> notes) {

    public AttributionInput {
        notes = List.copyOf(notes);
    }
}
