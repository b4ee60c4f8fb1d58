package io.souk.architecture.offending.jobs;

/** A harmless class that others know. */
public final class Job {
    private Job() {}
}
