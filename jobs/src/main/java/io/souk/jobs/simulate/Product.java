package io.souk.jobs.simulate;

/**
 * Something that is sold.
 *
 * @param relativePrice against the platform's price level
 */
record Product(String id, String category, double relativePrice) {}
