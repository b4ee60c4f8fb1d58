package io.souk.jobs;

import io.souk.jobs.commands.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Runs the command line inside the test process. */
public final class Souk {

    /** The repository's root, with conf/. */
    public static final Path HOME = Path.of(System.getProperty("souk.home"));

    private Souk() {}

    /**
     * What a command left behind.
     *
     * @param results what it printed on standard output
     * @param messages what it printed on standard error
     */
    public record Outcome(int exitCode, String results, String messages) {}

    public static Outcome run(String... arguments) {
        return runAt(Instant.parse("2026-01-01T00:00:00Z"), arguments);
    }

    /** Runs a command at a moment, which is all that it knows of the clock. */
    public static Outcome runAt(Instant now, String... arguments) {
        return runWith(now, Map.of(), arguments);
    }

    /** Runs a command with environment variables. */
    public static Outcome runWith(Instant now, Map<String, String> variables, String... arguments) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Environment environment = new Environment(
                () -> now,
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                HOME.toString(),
                variables);
        int exitCode = Main.commandLine(environment).execute(arguments);
        return new Outcome(
                exitCode, results.toString(StandardCharsets.UTF_8), messages.toString(StandardCharsets.UTF_8));
    }
}
