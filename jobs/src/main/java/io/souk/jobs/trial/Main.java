package io.souk.jobs.trial;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Starts the trials: {@code bin/trial-kill}. Like the program's own Main, it alone knows environment and exit codes. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Map<String, String> variables = System.getenv();
        String home = Optional.ofNullable(variables.get("SOUK_HOME")).orElse(".");
        CommandLine commandLine = new CommandLine(new TrialCommand(home, System.out));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            System.err.println("trial-kill: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        int exitCode = commandLine.execute(args);
        System.out.flush();
        System.exit(exitCode);
    }
}
