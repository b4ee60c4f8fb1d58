package io.souk.jobs.bench;

import io.souk.jobs.plan.Run;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How long each step of one run takes, in seconds. Steps are taken side by side: their sum is more than the run. */
final class StepTimes implements Run.Progress {

    private static final double NANOSECONDS = 1e9;

    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, Double> seconds = new ConcurrentHashMap<>();

    @Override
    public void step(int number, int steps, String what) {
        begun.put(what, System.nanoTime());
    }

    @Override
    public void done(String what, long rows) {
        seconds.put(what, (System.nanoTime() - begun.get(what)) / NANOSECONDS);
    }

    @Override
    public void note(String what) {}

    /** Seconds by step. */
    Map<String, Double> seconds() {
        return new TreeMap<>(seconds);
    }
}
