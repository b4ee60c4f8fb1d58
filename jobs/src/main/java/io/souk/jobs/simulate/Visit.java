package io.souk.jobs.simulate;

/**
 * A session.
 *
 * @param startedAt seconds since 1970
 */
record Visit(String sessionId, long startedAt, int seconds, String channel) {}
