package io.souk.bronze;

import java.util.function.Predicate;

/**
 * A reason for which a row is put into quarantine.
 *
 * @param code what quarantine, tests and dashboards call it: {@code negative_quantity}
 * @param sentence the reason as a person reads it
 * @param isBroken true for a row that breaks the rule; a condition on a value that is absent is not met
 */
public record Rule(String code, String sentence, Predicate<CheckedRow> isBroken) {}
