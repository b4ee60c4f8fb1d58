package io.souk.jobs.bench;

import java.nio.file.Path;
import java.util.List;

/** One way of coming from orders to figures. */
interface Contestant {

    /** The name in the table of results. */
    String name();

    /** Which figures it makes, the part of them that others are asked for too. */
    List<Figures> figures();

    /**
     * Reads the market's files and writes each of {@link #figures} as Parquet.
     *
     * @param out an empty folder
     */
    void run(Market market, Path out);
}
