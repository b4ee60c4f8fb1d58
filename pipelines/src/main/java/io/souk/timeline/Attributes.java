package io.souk.timeline;

/** How the buyer of an order is described: the values of the segments that the order counts in. */
public record Attributes(String cityTier, String city, String generation, String gender, String country) {}
