package io.souk.jobs.lake;

/**
 * A version that was written.
 *
 * @param version its number in the table
 * @param rows how many it added
 */
public record Written(long version, long rows) {}
