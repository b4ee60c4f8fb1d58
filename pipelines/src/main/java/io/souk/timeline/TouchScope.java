package io.souk.timeline;

/** Whose touches an order may owe itself to. */
public enum TouchScope {
    /** Those of its person on the order's own platform. */
    SAME_PLATFORM,
    /** Those of its person on any platform: what led to one marketplace is also credited with sales on another. */
    ANY_PLATFORM;

    /** The value of {@code touches_of} in the configuration. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
