package io.souk.architecture.offending.table;

/** A harmless class that others know. */
public final class Table {
    private Table() {}
}
