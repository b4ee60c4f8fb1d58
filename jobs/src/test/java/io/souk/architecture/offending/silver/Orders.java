package io.souk.architecture.offending.silver;

/** A harmless class that others know. */
public final class Orders {
    private Orders() {}
}
