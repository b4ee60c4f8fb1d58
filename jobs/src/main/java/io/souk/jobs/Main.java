package io.souk.jobs;

import io.souk.jobs.commands.Environment;
import io.souk.jobs.commands.Failure;
import io.souk.jobs.commands.SoukCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
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
        if (exitCode == 0) {
            tellLauncher();
        }
        System.exit(exitCode);
    }

    /** Leaves an empty file where the launcher asks for one: a command that failed has not loaded what the next ones will. */
    private static void tellLauncher() {
        String endedWell = System.getProperty("souk.ended-well");
        if (endedWell != null) {
            try {
                Files.createFile(Path.of(endedWell));
            } catch (IOException e) {
                // The command has done its work; the next start is as slow as this one was.
                LogManager.getLogger(Main.class).warn("No archive of classes is kept", e);
            }
        }
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
