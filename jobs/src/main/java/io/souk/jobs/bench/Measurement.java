package io.souk.jobs.bench;

import java.util.OptionalLong;

/**
 * What one run of a contestant took.
 *
 * @param seconds from its start to its last file written
 * @param heapBytes sum of the peaks of the Java heap's pools
 * @param processBytes peak of the process's resident memory; empty where the system does not tell
 */
record Measurement(double seconds, long heapBytes, OptionalLong processBytes) {}
