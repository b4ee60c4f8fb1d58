package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.ingest.OpenRejections;
import io.souk.jobs.lake.Lake;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code souk quarantine}: rows that were not believed. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Shows which rows were rejected and why, and tries them again after a mapping was mended.",
        subcommands = {QuarantineCommand.ListReasons.class, QuarantineCommand.Show.class, QuarantineCommand.Retry.class
        },
        footer = {"", "Example:", "  souk quarantine list --lake ./lake"})
public final class QuarantineCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list, show or retry.");
    }

    /** {@code souk quarantine list}: how many rows, for which reasons. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Counts the rejected rows by source, stage and reason. A row with two reasons counts under both.",
            footer = {"", "Example:", "  souk quarantine list --lake ./lake"})
    public static final class ListReasons implements Callable<Integer> {

        private final Environment environment;

        @Mixin
        private LakeOptions options;

        public ListReasons(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            try (Lake lake = options.open(options.config())) {
                Dataset<Row> reasons = OpenRejections.of(lake)
                        .select(
                                functions.col("source_name"),
                                functions.col("stage"),
                                functions.explode(functions.col("reasons")).as("reason"),
                                functions.col("source_file"))
                        .groupBy("source_name", "stage", "reason")
                        .agg(
                                functions.count(functions.lit(1)).as("rejected_rows"),
                                functions.countDistinct("source_file").as("files"),
                                functions.max("source_file").as("one_file"))
                        .orderBy("source_name", "stage", "reason");
                ResultFormat.TABLE.print(new SparkAnswer(reasons), environment.results());
            }
            return 0;
        }
    }

    /** {@code souk quarantine show}: the rows themselves. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows rejected rows with all their reasons and the record that they were made of.",
            footer = {"", "Example:", "  souk quarantine show --reason unknown_currency --limit 5 --lake ./lake"})
    public static final class Show implements Callable<Integer> {

        private final Environment environment;

        @Mixin
        private LakeOptions options;

        @Option(names = "--reason", paramLabel = "R", description = "Only rows with this reason, as 'list' names it.")
        private String reason;

        @Option(names = "--of", paramLabel = "S", description = "Only rows of this source.")
        private String source;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "How many rows at most. Default: ${DEFAULT-VALUE}.")
        private int limit;

        public Show(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            try (Lake lake = options.open(options.config())) {
                Dataset<Row> rows = OpenRejections.of(lake);
                if (reason != null) {
                    rows = rows.where(functions.array_contains(functions.col("reasons"), reason));
                }
                if (source != null) {
                    rows = rows.where(functions.col("source_name").equalTo(source));
                }
                Dataset<Row> shown = rows.select(
                                functions.col("source_name"),
                                functions.col("source_file"),
                                functions.col("stage"),
                                functions
                                        .array_join(functions.col("reasons"), " ")
                                        .as("reasons"),
                                functions
                                        .coalesce(functions.col("raw"), functions.col("mapped"))
                                        .as("record"))
                        .orderBy("source_name", "source_file", "stage", "reasons", "record")
                        .limit(limit);
                ResultFormat.TABLE.print(new SparkAnswer(shown), environment.results());
            }
            return 0;
        }
    }

    /** {@code souk quarantine retry}: rejected rows enter where the mended mapping lets them. */
    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "After a mapping was mended: reads the files again of which rows were rejected. Rows that were accepted",
                "before are recognised and dropped, so nothing is doubled. The next run publishes what has entered."
            },
            footer = {
                "",
                "Exit codes: 0 done, 1 failed, 2 usage, 4 another run holds the lake.",
                "",
                "Example:",
                "  souk quarantine retry --source conf/sources/olist.yaml --input ./olist --lake ./lake"
            })
    public static final class Retry implements Callable<Integer> {

        private final Environment environment;

        @Mixin
        private WriteOptions options;

        @ArgGroup(exclusive = false)
        private LakeOptions.SourceOptions source;

        public Retry(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Config config = IngestCommand.withSource(options.config(), source);
            Runs.locked(environment, options, config, "quarantine retry", (lake, recorder, startedAt) -> {
                new Ingestion(environment, lake, config).retry(recorder::read);
                return recorder.done("");
            });
            return 0;
        }
    }
}
