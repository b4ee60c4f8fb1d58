package io.souk.jobs.commands;

import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.SourceCheck;
import io.souk.jobs.lake.MappingSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code souk source}: tools for mappings. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        description = "Tools for the mappings of sources.",
        subcommands = SourceCommand.Check.class,
        footer = {"", "Example:", "  souk source check conf/sources/olist.yaml --input ./olist"})
public final class SourceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: check.");
    }

    /** {@code souk source check}: tries a mapping and writes nothing. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Tries a mapping on files and prints what it would yield and reject, with samples. It writes nothing."
            },
            footer = {"", "Example:", "  souk source check conf/sources/olist.yaml --input ./olist"})
    public static final class Check implements Callable<Integer> {

        private final Environment environment;

        @Parameters(index = "0", paramLabel = "FILE", description = "The mapping.")
        private Path mapping;

        @Option(names = "--input", required = true, paramLabel = "DIR", description = "Folder of the source's files.")
        private String input;

        public Check(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            SourceMapping source = SourceMapping.load(mapping);
            MappingSession session = MappingSession.alone(source.timeZone().getId(), Map.of());
            SourceCheck.run(session, source, input, environment.now()).print(environment.results());
            return 0;
        }
    }
}
