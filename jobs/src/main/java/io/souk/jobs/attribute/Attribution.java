package io.souk.jobs.attribute;

import io.souk.math.Credit;
import io.souk.math.MarkovChain;
import io.souk.math.PathData;
import io.souk.math.RuleModel;
import io.souk.math.RuleSettings;
import io.souk.math.ShapleyValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Every model on one input. A model is computed when it is asked for; a Markov chain once. */
public final class Attribution {

    private static final String MARKOV = "markov_";
    private static final String SHAPLEY = "shapley";
    private static final String SHAPLEY_RATES = "shapley_rates";

    private final AttributionInput input;
    private final Map<String, Supplier<Credit>> models = new LinkedHashMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Map<Integer, MarkovChain> chains = new TreeMap<>();

    /**
     * @param input with paths as the models shall see them
     */
    public Attribution(AttributionInput input, RuleSettings settings) {
        this.input = input;
        PathData paths = input.paths();
        for (RuleModel rule : RuleModel.values()) {
            models.put(rule.text(), () -> rule.credit(paths, settings));
        }
        orders().forEach(order -> models.put(MARKOV + order, () -> chain(order).credit()));
        models.put(SHAPLEY, () -> ShapleyValues.credit(paths));
        models.put(SHAPLEY_RATES, () -> ShapleyValues.creditByRates(paths));
        if (settings.paid().isEmpty()) {
            leaveOut(RuleModel.LAST_PAID.text(), "no channel is known to be paid: name them with --paid-channels");
        }
        if (!input.hasNulls()) {
            leaveOut(SHAPLEY_RATES, "without nulls every conversion rate is 1");
        } else if (paths.channels().size() > ShapleyValues.MOST_CHANNELS_OF_RATES) {
            leaveOut(
                    SHAPLEY_RATES,
                    "it is offered up to %d channels, and there are %d"
                            .formatted(
                                    ShapleyValues.MOST_CHANNELS_OF_RATES,
                                    paths.channels().size()));
        }
    }

    /** Names of all models, whether the input has what they need or not. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(
                Arrays.stream(RuleModel.values()).map(RuleModel::text).toList());
        orders().forEach(order -> names.add(MARKOV + order));
        names.addAll(List.of(SHAPLEY, SHAPLEY_RATES));
        return names;
    }

    public AttributionInput input() {
        return input;
    }

    /** Models that are left out, each with the reason. */
    public Map<String, String> leftOut() {
        return leftOut;
    }

    /**
     * Credit by model.
     *
     * @param chosen names of models; empty for all that the input allows
     * @throws IllegalArgumentException where a chosen model is left out
     */
    public Map<String, Credit> credits(Set<String> chosen) {
        for (String name : chosen) {
            if (leftOut.containsKey(name)) {
                throw new IllegalArgumentException("%s cannot be computed: %s.".formatted(name, leftOut.get(name)));
            }
        }
        Map<String, Credit> credits = new LinkedHashMap<>();
        models.forEach((name, credit) -> {
            if (chosen.isEmpty() || chosen.contains(name)) {
                credits.put(name, credit.get());
            }
        });
        return credits;
    }

    /** The chains of the chosen models, by order; all where none is chosen. */
    public List<MarkovChain> chains(Set<String> chosen) {
        return orders().stream()
                .filter(order -> chosen.isEmpty() || chosen.contains(MARKOV + order))
                .map(this::chain)
                .toList();
    }

    private MarkovChain chain(int order) {
        return chains.computeIfAbsent(order, missing -> MarkovChain.of(input.paths(), missing));
    }

    private void leaveOut(String model, String reason) {
        models.remove(model);
        leftOut.put(model, reason);
    }

    private static List<Integer> orders() {
        return IntStream.rangeClosed(1, MarkovChain.HIGHEST_ORDER).boxed().toList();
    }
}
