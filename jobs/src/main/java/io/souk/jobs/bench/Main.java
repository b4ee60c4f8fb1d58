package io.souk.jobs.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine;

/** Starts the benchmark: {@code bin/bench}. Like the program's own Main, it alone knows the clock and exit codes. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Path home = Path.of(Optional.ofNullable(System.getenv("SOUK_HOME")).orElse("."));
        CommandLine commandLine = new CommandLine(new BenchCommand(home, LocalDate.now(), System.out, System.err));
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            System.err.println("bench: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        int exitCode = commandLine.execute(args);
        System.out.flush();
        System.exit(exitCode);
    }
}
