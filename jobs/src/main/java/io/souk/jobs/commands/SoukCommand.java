package io.souk.jobs.commands;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code souk}: the root of the commands. */
@Command(
        name = "souk",
        version = "souk 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Marketplace analytics: active buyers, GMV, market share and channel attribution, exactly.",
        subcommands = {
            IngestCommand.class,
            RunCommand.class,
            BackfillCommand.class,
            SqlCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            AttributeCommand.class,
            SourceCommand.class,
            StatusCommand.class,
            RunsCommand.class,
            RollbackCommand.class,
            QuarantineCommand.class,
            MaintainCommand.class,
            SimulateCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Start with:  souk demo", "Help:        souk COMMAND --help"})
public final class SoukCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Environment environment;

    public SoukCommand(Environment environment) {
        this.environment = environment;
    }

    /** How messages and logs are written. */
    enum LogFormat {
        TEXT,
        JSON
    }

    @Option(
            names = "--log",
            paramLabel = "F",
            scope = ScopeType.INHERIT,
            description =
                    "How messages and the log file are written: text, or json (one object per line). Default: text.")
    void log(LogFormat format) {
        if (format == LogFormat.JSON && environment.messages() instanceof MessageStream stream) {
            stream.asJson();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Gives each command the environment. */
    public static final class Factory implements CommandLine.IFactory {

        private final Environment environment;

        public Factory(Environment environment) {
            this.environment = environment;
        }

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                Constructor<K> constructor = type.getConstructor(Environment.class);
                return constructor.newInstance(environment);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
