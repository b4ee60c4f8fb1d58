package io.souk.jobs.commands;

import io.souk.jobs.attribute.Attribution;
import io.souk.jobs.attribute.AttributionInput;
import io.souk.math.PathTransform;
import io.souk.math.RuleSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk attribute}: credits channels from a file of paths; it needs no lake and starts no Spark. */
@Command(
        name = "attribute",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Credits channels with the conversions of paths, by every model: rules, Markov chains and Shapley values.",
            "It reads plain files, and needs no lake. docs/ATTRIBUTION.md says what each model says."
        },
        footer = {
            "",
            "Examples:",
            "  souk attribute --paths paths.csv",
            "  souk attribute --paths paths.csv --models linear,markov_1 --out credits.txt",
            "  souk attribute --paths paths.csv --show removal_effects --models markov_2",
            "  souk attribute --touches touches.csv --conversions orders.csv --lookback 14d",
            "",
            "paths.csv begins, for example, and can have other columns too:",
            "  path,total_conversions,total_conversion_value,total_null",
            "  wechat > search > wechat,3,42.50,7"
        })
public final class AttributeCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private AttributionOptions input;

    @Option(
            names = "--transform",
            paramLabel = "T",
            defaultValue = "unique_path",
            description =
                    "What is done to paths beforehand: unique_path (nothing), exposure_path, first_path, frequency_path, remove_if_last_and_not_all, remove_if_not_all. Default: ${DEFAULT-VALUE}.")
    private PathTransform transform;

    @Option(
            names = "--target",
            paramLabel = "CHANNEL",
            description = "The channel that the transforms remove_... remove. Default: that of --direct.")
    private String target;

    @Mixin
    private RuleOptions rules;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "MODEL",
            description =
                    "first_touch, last_touch, last_non_direct, last_paid, linear, position_based, time_decay, markov_1, markov_2, markov_3, shapley, shapley_rates. Default: all.")
    private Set<String> models = new LinkedHashSet<>();

    @Option(
            names = "--show",
            paramLabel = "WHAT",
            defaultValue = "credits",
            description =
                    "credits, removal_effects, transitions (of the Markov chains) or orders (which of them is most plausible). Default: ${DEFAULT-VALUE}.")
    private AttributionView view;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "table",
            description = "table, csv or json (one object per line). Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write. Default: standard output.")
    private Path out;

    public AttributeCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        checkModels();
        RuleSettings settings = rules.settings();
        AttributionInput read = input.read(rules.direct());
        read.notes().forEach(note -> environment.messages().println(note));
        String removed = target == null ? rules.direct() : target;
        Attribution attribution = new Attribution(
                new AttributionInput(
                        read.paths().transformed(transform, removed), read.hasValue(), read.hasNulls(), read.notes()),
                settings);
        Answer answer = view.of(attribution, models);
        if (view == AttributionView.CREDITS && models.isEmpty()) {
            attribution
                    .leftOut()
                    .forEach((model, reason) -> environment.messages().printf("%s is left out: %s%n", model, reason));
        }
        if (out == null) {
            format.print(answer, environment.results());
        } else {
            write(answer);
        }
        return 0;
    }

    private void checkModels() {
        for (String model : models) {
            if (!Attribution.names().contains(model)) {
                throw new IllegalArgumentException("There is no model '%s'. The models are: %s."
                        .formatted(model, String.join(", ", Attribution.names())));
            }
        }
        boolean wantsChains = view != AttributionView.CREDITS;
        if (wantsChains && !models.isEmpty() && models.stream().noneMatch(model -> model.startsWith("markov_"))) {
            throw new IllegalArgumentException(
                    "--show %s is about Markov chains, and --models names none. Add markov_1, markov_2 or markov_3, or leave --models out."
                            .formatted(view.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Puts the file in place once it is whole. */
    private void write(Answer answer) {
        Path draft = out.resolveSibling(out.getFileName() + ".draft");
        try {
            try (PrintStream file = new PrintStream(Files.newOutputStream(draft), false, StandardCharsets.UTF_8)) {
                format.print(answer, file);
                if (file.checkError()) {
                    throw new IOException("the disk may be full");
                }
            }
            Files.move(draft, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be written (%s). Name a file in a folder that is there.".formatted(out, e), e);
        }
    }
}
