package io.souk.jobs.commands;

import io.souk.jobs.plan.Run;
import java.time.Duration;
import java.time.Instant;

/** Shows how far a run is: one line for each step, with the seconds since the start. */
final class ProgressLine implements Run.Progress {

    private final Environment environment;
    private final Instant startedAt;

    ProgressLine(Environment environment) {
        this.environment = environment;
        this.startedAt = environment.now();
    }

    @Override
    public void step(int number, int steps, String what) {
        environment.messages().printf("[%2d/%d %4ds] %s%n", number, steps, seconds(), what);
    }

    @Override
    public void note(String what) {
        environment.messages().printf("[      %4ds] %s%n", seconds(), what);
    }

    private long seconds() {
        return Duration.between(startedAt, environment.now()).toSeconds();
    }
}
