package io.souk.bronze;

import java.io.Serializable;

/**
 * Turns one value after the other into the type that it should have, without generated code: what {@link Casting} says as
 * Spark expressions.
 */
@FunctionalInterface
public interface ValueCast extends Serializable {

    /** Says that a value cannot be turned into its type, and why. */
    record Unfit(String reason) implements Serializable {}

    /**
     * Casts a value.
     *
     * @param value as Spark holds it inside, not null
     * @return the value in its type, null where it is absent, or {@link Unfit}
     */
    Object of(Object value);
}
