package io.souk.jobs.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** {@code souk run} on days on which nothing has arrived, each in a process of its own, as a schedule starts it. */
final class QuietDays {

    private final Path home;
    private final Path mapping;
    private final PrintStream messages;

    /**
     * Prepares runs.
     *
     * @param home folder of the program, with bin/
     * @param mapping of the files that have arrived before
     */
    QuietDays(Path home, Path mapping, PrintStream messages) {
        this.home = home;
        this.mapping = mapping;
        this.messages = messages;
    }

    /**
     * Runs days one by one.
     *
     * @param folder holds a {@code lake} and the {@code landing} of its files, of which it has read all
     * @param first a day after the lake's last one
     * @param days how many; the first of several warms up and is not counted
     */
    List<Measurement> measure(Path folder, LocalDate first, int days) {
        List<Measurement> counted = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            LocalDate date = first.plusDays(day);
            Measurement measured = Meter.measure(() -> run(folder, date));
            messages.printf("%s, quiet day %s: %.1f s%n", folder.getFileName(), date, measured.seconds());
            if (day > 0 || days == 1) {
                counted.add(measured);
            }
        }
        return counted;
    }

    private void run(Path folder, LocalDate date) {
        ProcessBuilder souk = new ProcessBuilder(
                        home.resolve("bin/souk").toAbsolutePath().toString(),
                        "run",
                        "--source",
                        mapping.toString(),
                        "--input",
                        folder.resolve("landing").toString(),
                        "--lake",
                        folder.resolve("lake").toString(),
                        "--date",
                        date.toString())
                .redirectErrorStream(true);
        // The launcher has started the benchmark by this name.
        souk.environment().remove("SOUK_MAIN");
        Process process = null;
        try {
            process = souk.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "The run of %s in %s ended with %d: %s".formatted(date, folder, exitCode, output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be started: %s".formatted(souk.command(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the run of " + date, e);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
