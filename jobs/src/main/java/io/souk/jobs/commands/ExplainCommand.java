package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.explain.OrderStories;
import io.souk.jobs.explain.OrderStory;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publications;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code souk explain}: where published figures come from. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells where published figures come from.",
        subcommands = ExplainCommand.OfOrder.class,
        footer = {"", "Example:", "  souk explain order jd 4711 --lake ./lake"})
public final class ExplainCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: order.");
    }

    /** {@code souk explain order}: who got credit for an order, and why. */
    @Command(
            name = "order",
            mixinStandardHelpOptions = true,
            description = {
                "Prints an order, what its person saw and did around it, which touches count for it and why others do",
                "not, and what each model credits them with, to the last cent."
            },
            footer = {"", "Example:", "  souk explain order jd 4711 --lake ./lake"})
    public static final class OfOrder implements Callable<Integer> {

        private final Environment environment;

        @Mixin
        private LakeOptions options;

        @Parameters(index = "0", paramLabel = "PLATFORM", description = "Marketplace of the order, for example jd.")
        private String platform;

        @Parameters(index = "1", paramLabel = "ORDER_ID", description = "Order: see silver.orders.")
        private String orderId;

        @Option(
                names = "--format",
                paramLabel = "F",
                defaultValue = "table",
                description = "table or json (one object). Default: ${DEFAULT-VALUE}.")
        private StoryFormat format;

        public OfOrder(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Config config = options.config();
            try (Lake lake = options.open(config)) {
                OrderStory story =
                        new OrderStories(Publications.open(lake), config.attribution()).of(platform, orderId);
                format.print(story, environment.results());
                if (!story.areRulesThoseOfTheTables()) {
                    environment
                            .messages()
                            .println(
                                    "souk: the tables were made with other attribution rules than those of --config, so the journey and the credits differ");
                }
            }
            return 0;
        }
    }
}
