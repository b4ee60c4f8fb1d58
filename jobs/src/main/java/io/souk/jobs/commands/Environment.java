package io.souk.jobs.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What a command is given of the outside world.
 *
 * @param clock tells the moment of arrival and the names of runs
 * @param results takes results, and nothing else
 * @param messages takes progress and errors
 * @param home folder with conf/
 */
public record Environment(Supplier<Instant> clock, PrintStream results, PrintStream messages, String home) {

    Instant now() {
        return clock.get();
    }

    /** A file that comes with Souk. */
    Path shipped(String path) {
        return Path.of(home).resolve(path);
    }
}
