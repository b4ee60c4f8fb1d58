package io.souk.silver;

import io.souk.table.TableColumn;

/**
 * Tables to which each run adds what it changed, and which are written anew from time to time: what a day costs does not
 * grow with the days before it, and a reader never meets more than a few dozen additions.
 */
public final class Generations {

    public static final TableColumn RUN_NUMBER =
            TableColumn.count("run_number", "run", "Run that added the row: number of its publication");

    /** Generations that a table may hold before it is written anew as one. */
    public static final int MOST = 32;

    private Generations() {}
}
