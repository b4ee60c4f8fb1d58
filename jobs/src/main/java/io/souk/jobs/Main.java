package io.souk.jobs;

import io.souk.jobs.commands.Environment;
import io.souk.jobs.commands.Failure;
import io.souk.jobs.commands.SoukCommand;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;

/** The program: the only place that knows the clock, the environment and exit codes. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Environment environment = new Environment(
                Instant::now,
                System.out,
                System.err,
                Optional.ofNullable(System.getenv("SOUK_HOME")).orElse("."),
                System.getenv());
        int exitCode = run(environment, args);
        System.out.flush();
        System.exit(exitCode);
    }

    /** Errors end the program as exceptions do: Hadoop throws one where a disk is full, the JVM where memory is. */
    private static int run(Environment environment, String... args) {
        try {
            return commandLine(environment).execute(args);
        } catch (Error error) {
            Failure.print(error, environment);
            return Failure.exitCode(error);
        }
    }

    /** The command line, for {@link #main} and for tests. */
    public static CommandLine commandLine(Environment environment) {
        CommandLine commandLine = new CommandLine(new SoukCommand(environment), new SoukCommand.Factory(environment));
        commandLine.setOut(new PrintWriter(environment.results(), true));
        commandLine.setErr(new PrintWriter(environment.messages(), true));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExitCodeExceptionMapper(Failure::exitCode);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            Failure.print(exception, environment);
            return Failure.exitCode(exception);
        });
        return commandLine;
    }
}
