package io.souk.jobs.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command is given of the outside world.
 *
 * @param clock tells the moment of arrival and the names of runs
 * @param results takes results, and nothing else
 * @param messages takes progress and errors
 * @param home folder with conf/
 * @param variables environment variables
 * @param secrets what messages never show
 */
public record Environment(
        Supplier<Instant> clock,
        PrintStream results,
        PrintStream messages,
        String home,
        Map<String, String> variables,
        Secrets secrets) {

    public Environment {
        secrets.addFrom(variables);
        messages = MessageStream.over(messages, clock, secrets);
    }

    public Environment(
            Supplier<Instant> clock,
            PrintStream results,
            PrintStream messages,
            String home,
            Map<String, String> variables) {
        this(clock, results, messages, home, variables, new Secrets());
    }

    Instant now() {
        return clock.get();
    }

    /**
     * Tells of something that programs may want to know the parts of.
     *
     * @param text for people
     * @param parts for programs
     */
    void event(String text, Map<String, Object> parts) {
        if (messages instanceof MessageStream stream) {
            stream.event(text, parts);
        }
    }

    /** The same, where only programs want to know. */
    void detail(String text, Map<String, Object> parts) {
        if (messages instanceof MessageStream stream) {
            stream.detail(text, parts);
        }
    }

    /** A file that comes with Souk. */
    Path shipped(String path) {
        return Path.of(home).resolve(path);
    }
}
