package io.souk.architecture.offending.gold;

/** A harmless class that others know. */
public final class Keys {
    private Keys() {}
}
