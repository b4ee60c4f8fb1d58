package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.ops.RunPage;
import io.souk.jobs.ops.RunRecord;
import io.souk.jobs.ops.RunRecords;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code souk runs}: what runs did. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Shows what runs did.",
        subcommands = RunsCommand.Show.class,
        footer = {"", "Example:", "  souk runs show 12 --lake ./lake"})
public final class RunsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: show. 'souk status' lists the last runs.");
    }

    /** {@code souk runs show}: one run. It starts no Spark. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one run: its steps with rows and seconds, the versions of its tables, and its audits.",
            footer = {"", "Example:", "  souk runs show run-2026-01-02T00-00-00Z --lake ./lake"})
    public static final class Show implements Callable<Integer> {

        private final Environment environment;

        @Parameters(index = "0", paramLabel = "ID", description = "Id of the run, or number of its publication.")
        private String id;

        @Mixin
        private LakeOptions options;

        public Show(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Config config = options.config();
            LakeFiles files = options.files(environment, config);
            Optional<Publication> publication = new Publications(files).named(id);
            Optional<RunRecord> record = new RunRecords(files)
                    .named(publication.map(Publication::runId).orElse(id));
            if (publication.isEmpty() && record.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no run %s. 'souk status' lists the last ones.".formatted(files.root(), id));
            }
            RunPage.print(environment.results(), record, publication);
            return 0;
        }
    }
}
