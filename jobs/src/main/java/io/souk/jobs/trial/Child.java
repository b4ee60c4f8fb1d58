package io.souk.jobs.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the program, watched by what it tells on standard error. */
final class Child {

    /** A day's run takes seconds; whoever hangs for so long hangs for ever. */
    private static final long LONGEST_MINUTES = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final long startedAt = System.nanoTime();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final StringBuffer messages = new StringBuffer();
    private final Thread reader;

    private Child(Process process, Consumer<String> heard) {
        this.process = process;
        this.reader = new Thread(() -> read(heard), "reader of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the program.
     *
     * @param heard hears of each step when it begins, and may kill
     */
    static Child start(Path home, List<String> arguments, Map<String, String> variables, Consumer<String> heard) {
        List<String> command = new ArrayList<>();
        if (variables.containsKey(SmallDisk.FILE_BLOCKS)) {
            String limited = "ulimit -f %s; exec \"$0\" \"$@\"".formatted(variables.get(SmallDisk.FILE_BLOCKS));
            command.addAll(List.of("bash", "-c", limited));
        }
        command.add(home.resolve("bin/souk").toString());
        command.addAll(arguments);
        command.addAll(List.of("--log", "json"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("SOUK_MAIN");
        builder.environment().putAll(variables);
        try {
            return new Child(builder.start(), heard);
        } catch (IOException e) {
            throw new UncheckedIOException("The program cannot be started: " + e.getMessage(), e);
        }
    }

    private void read(Consumer<String> heard) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                messages.append(line).append('\n');
                String step = step(line);
                if (step != null) {
                    steps.add(step);
                    heard.accept(step);
                }
            }
        } catch (IOException e) {
            // A killed process closes its streams as it pleases.
            messages.append("(").append(e.getMessage()).append(")\n");
        }
    }

    private static String step(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        try {
            JsonNode step = JSON.readTree(line).path("step");
            return step.isTextual() ? step.textValue() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Kills it as {@code kill -9} does: it is asked nothing. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                kill();
                throw new IllegalStateException("The program has hung for %d minutes. It said last:%n%s"
                        .formatted(LONGEST_MINUTES, lastWords()));
            }
            reader.join(TimeUnit.MINUTES.toMillis(1));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Waits at most so long; true where it has ended. */
    boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    }

    /** The steps that it began, in order. */
    List<String> steps() {
        return List.copyOf(steps);
    }

    String messages() {
        return messages.toString();
    }

    String lastWords() {
        String all = messages();
        return all.substring(Math.max(0, all.length() - 2_000));
    }
}
