package io.souk.jobs.commands;

import io.souk.math.RuleSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What {@code souk attribute} tells the rules. */
final class RuleOptions {

    @Option(
            names = "--position-weights",
            split = ",",
            paramLabel = "N",
            defaultValue = "40,20,40",
            description = "First, middle and last, whole numbers. Default: ${DEFAULT-VALUE}.")
    private List<Long> positionWeights;

    @Option(
            names = "--half-life",
            paramLabel = "TIME",
            defaultValue = "7d",
            converter = DurationText.class,
            description = "Of a touch in time_decay, where times are known. Default: ${DEFAULT-VALUE}.")
    private Duration halfLife;

    @Option(
            names = "--half-life-touches",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "The same in touches, where they are not: with 1 each weighs half of the next. Default: ${DEFAULT-VALUE}.")
    private double halfLifeTouches;

    @Option(
            names = "--direct",
            paramLabel = "CHANNEL",
            defaultValue = "direct",
            description = "The channel that says that nothing is known. Default: ${DEFAULT-VALUE}.")
    private String direct;

    @Option(
            names = "--paid-channels",
            split = ",",
            paramLabel = "CHANNEL",
            description = "For last_paid, which is left out without them.")
    private Set<String> paid;

    String direct() {
        return direct;
    }

    RuleSettings settings() {
        if (positionWeights.size() != 3) {
            throw new IllegalArgumentException(
                    "--position-weights has %d numbers; it takes three, for example 40,20,40."
                            .formatted(positionWeights.size()));
        }
        return new RuleSettings(
                positionWeights.get(0),
                positionWeights.get(1),
                positionWeights.get(2),
                halfLife,
                halfLifeTouches,
                direct,
                paid == null ? Set.of() : paid);
    }
}
