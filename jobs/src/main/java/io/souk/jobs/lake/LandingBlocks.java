package io.souk.jobs.lake;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Rows that are made rather than read, block by block: a block gives the same rows on every machine, alone and in any
 * order.
 */
public interface LandingBlocks extends Serializable {

    long blocks();

    /**
     * The rows of the blocks from {@code first} (included) to {@code last} (excluded).
     *
     * @param figures takes figures of the same blocks while the rows are asked for; figures of one name are added up
     */
    Iterator<LandingRow> rows(long first, long last, BiConsumer<String, Long> figures);

    /** The first line of each file, by the folder that it lies in; folders without one have no header. */
    Map<String, String> headers();
}
