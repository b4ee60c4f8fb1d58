package io.souk.jobs.commands;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that writes to a lake. */
public final class WriteOptions extends LakeOptions {

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Writes seconds, rows and outcome to FILE in the text format of Prometheus, also on failure.")
    private Path metrics;

    Optional<Path> metrics() {
        return Optional.ofNullable(metrics);
    }
}
