package io.souk.jobs.commands;

import io.souk.jobs.attribute.Attribution;
import io.souk.math.MarkovChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code souk attribute} shows. */
public enum AttributionView {
    /** What each channel earned by each model. */
    CREDITS {
        @Override
        Answer of(Attribution attribution, Set<String> models) {
            boolean hasValue = attribution.input().hasValue();
            List<Answer.Field> columns = new ArrayList<>(List.of(
                    Answer.Field.text("model"), Answer.Field.text("channel"), Answer.Field.number("conversions")));
            if (hasValue) {
                columns.add(Answer.Field.number("value"));
            }
            List<Object[]> rows = new ArrayList<>();
            attribution
                    .credits(models)
                    .forEach((model, credit) -> credit.conversions()
                            .forEach((channel, conversions) -> rows.add(
                                    hasValue
                                            ? new Object[] {
                                                model,
                                                channel,
                                                conversions,
                                                credit.value().get(channel)
                                            }
                                            : new Object[] {model, channel, conversions})));
            return new Answer.Rows(columns, rows);
        }
    },
    /** Which part of all conversions is lost without a channel, by Markov chain. */
    REMOVAL_EFFECTS {
        @Override
        Answer of(Attribution attribution, Set<String> models) {
            List<Object[]> rows = new ArrayList<>();
            for (MarkovChain chain : attribution.chains(models)) {
                chain.removalEffects()
                        .forEach((channel, effect) -> rows.add(new Object[] {chain.order(), channel, effect}));
            }
            return new Answer.Rows(
                    List.of(
                            Answer.Field.number("markov_order"),
                            Answer.Field.text("channel"),
                            Answer.Field.number("removal_effect")),
                    rows);
        }
    },
    /** The transition matrix of each Markov chain: a row for each transition that occurs. */
    TRANSITIONS {
        @Override
        Answer of(Attribution attribution, Set<String> models) {
            List<Object[]> rows = new ArrayList<>();
            for (MarkovChain chain : attribution.chains(models)) {
                for (MarkovChain.Transition step : chain.transitions()) {
                    rows.add(new Object[] {chain.order(), step.from(), step.to(), step.count(), step.probability()});
                }
            }
            return new Answer.Rows(
                    List.of(
                            Answer.Field.number("markov_order"),
                            Answer.Field.text("from_state"),
                            Answer.Field.text("to_state"),
                            Answer.Field.number("transitions"),
                            Answer.Field.number("probability")),
                    rows);
        }
    },
    /** How plausible each Markov chain is, and which one the criterion chooses. */
    ORDERS {
        @Override
        Answer of(Attribution attribution, Set<String> models) {
            List<MarkovChain> chains = attribution.chains(models);
            MarkovChain chosen = MarkovChain.mostPlausible(chains);
            List<Object[]> rows = new ArrayList<>();
            for (MarkovChain chain : chains) {
                rows.add(new Object[] {
                    chain.order(),
                    chain.conversionProbability(),
                    chain.parameters(),
                    chain.logLikelihood(),
                    chain.bic(),
                    chain == chosen
                });
            }
            return new Answer.Rows(
                    List.of(
                            Answer.Field.number("markov_order"),
                            Answer.Field.number("conversion_probability"),
                            Answer.Field.number("parameters"),
                            Answer.Field.number("log_likelihood"),
                            Answer.Field.number("bic"),
                            Answer.Field.text("is_chosen")),
                    rows);
        }
    };

    /**
     * @param models names of those to show; empty for all
     */
    abstract Answer of(Attribution attribution, Set<String> models);
}
