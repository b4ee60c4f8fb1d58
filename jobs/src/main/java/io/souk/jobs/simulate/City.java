package io.souk.jobs.simulate;

/**
 * A place of residence.
 *
 * @param tier as the list of city tiers has it; null where the list does not know the city
 */
record City(String country, String name, String tier) {}
