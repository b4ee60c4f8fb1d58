package io.souk.jobs.commands;

import io.souk.jobs.plan.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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
        environment.event(
                "[%2d/%d %4ds] %s".formatted(number, steps, seconds(), what),
                Map.of("step", what, "number", number, "steps", steps, "seconds", seconds()));
    }

    @Override
    public void note(String what) {
        environment.event("[      %4ds] %s".formatted(seconds(), what), Map.of("note", what, "seconds", seconds()));
    }

    private long seconds() {
        return Duration.between(startedAt, environment.now()).toSeconds();
    }
}
