package io.souk.bronze;

import org.apache.spark.sql.Column;

/**
 * A reason for which a row is put into quarantine.
 *
 * @param code what quarantine, tests and dashboards call it: {@code negative_quantity}
 * @param sentence the reason as a person reads it
 * @param isBroken true for a row that breaks the rule; null counts as not broken
 */
public record Rule(String code, String sentence, Column isBroken) {}
