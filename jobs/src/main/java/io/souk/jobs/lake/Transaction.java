package io.souk.jobs.lake;

/**
 * Names a write, so that repeating it does nothing.
 *
 * @param application who writes: {@code ingest/olist/order_events}
 * @param version rises with every write of the application
 */
public record Transaction(String application, long version) {}
