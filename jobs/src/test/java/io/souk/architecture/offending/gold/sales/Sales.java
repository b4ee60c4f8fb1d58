package io.souk.architecture.offending.gold.sales;

/** A harmless class that others know. */
public final class Sales {
    private Sales() {}
}
