package io.souk.jobs.report;

import io.souk.math.MarkovChain;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The journeys of one calendar month: what each channel earned when all of them are judged together, and which ways they
 * take.
 *
 * @param month first day of the month
 * @param models names of the models
 * @param channels the one with most credit by the first model first
 * @param states channels by how many journeys they began, then orders and journeys without one
 * @param ways the most frequent steps from channel to channel, the most frequent first
 * @param steps which of them went from where to where at each step
 * @param journeys how many there were
 */
public record Journeys(
        LocalDate month,
        List<String> models,
        List<Earner> channels,
        List<State> states,
        List<Way> ways,
        List<Measured.Stepped> steps,
        long journeys) {

    /** Steps that are shown one by one. */
    static final int STEPS = 4;

    private static final int WAYS = 10;

    /**
     * A channel and its credit.
     *
     * @param gmv one amount per model in the order of the models
     * @param removalEffect part of the orders that is lost without it
     */
    public record Earner(String name, List<BigDecimal> gmv, Figure removalEffect) {}

    /**
     * Where journeys are after their first, second, ... step.
     *
     * @param name channel, {@code (conversion)} or {@code (null)}
     * @param parts of all journeys, from 0 to 1, one for each step; those that have ended stay where they ended
     */
    public record State(String name, List<BigDecimal> parts) {}

    /** How often journeys went from one channel straight to another. */
    public record Way(String from, String to, long journeys) {}

    /** The last month that was complete on a date. */
    static LocalDate monthOf(LocalDate date) {
        LocalDate next = date.plusDays(1);
        return next.getDayOfMonth() == 1
                ? date.withDayOfMonth(1)
                : date.withDayOfMonth(1).minusMonths(1);
    }

    static Part<Journeys> of(List<Measured.Modelled> credits, List<Measured.Stepped> steps, LocalDate month) {
        long journeys = steps.stream()
                .filter(step -> step.from().equals(MarkovChain.START))
                .mapToLong(Measured.Stepped::journeys)
                .sum();
        if (credits.isEmpty() || journeys == 0) {
            return Part.absent("No order was paid in the month from %s, so no journey ended in one.".formatted(month));
        }
        List<String> models = credits.stream()
                .map(Measured.Modelled::model)
                .distinct()
                .sorted()
                .toList();
        return Part.of(new Journeys(
                month,
                models,
                earners(credits, models),
                states(steps, journeys),
                ways(steps),
                List.copyOf(steps),
                journeys));
    }

    private static List<Earner> earners(List<Measured.Modelled> credits, List<String> models) {
        Map<String, List<Measured.Modelled>> byChannel = new TreeMap<>();
        credits.forEach(credit -> byChannel
                .computeIfAbsent(credit.channel(), channel -> new ArrayList<>())
                .add(credit));
        List<Earner> earners = new ArrayList<>();
        byChannel.forEach((channel, ofChannel) -> earners.add(new Earner(
                channel,
                models.stream()
                        .map(model -> ofChannel.stream()
                                .filter(credit -> credit.model().equals(model))
                                .map(Measured.Modelled::gmv)
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .toList(),
                ofChannel.stream()
                        .map(Measured.Modelled::removalEffect)
                        .filter(Figure::isPresent)
                        .findFirst()
                        .orElse(Figure.absent(Figure.NOT_COVERED)))));
        earners.sort(
                Comparator.comparing((Earner earner) -> earner.gmv().get(0)).reversed());
        return earners;
    }

    private static List<State> states(List<Measured.Stepped> steps, long journeys) {
        Map<String, long[]> reached = new LinkedHashMap<>();
        steps.stream()
                .filter(step -> step.from().equals(MarkovChain.START))
                .sorted(Comparator.comparingLong(Measured.Stepped::journeys).reversed())
                .forEach(step -> reached.put(step.to(), new long[STEPS]));
        steps.stream()
                .map(Measured.Stepped::to)
                .filter(state -> !isEnd(state))
                .sorted()
                .forEach(state -> reached.putIfAbsent(state, new long[STEPS]));
        reached.put(MarkovChain.CONVERSION, new long[STEPS]);
        reached.put(MarkovChain.NULL, new long[STEPS]);
        for (Measured.Stepped step : steps) {
            // Who has ended stays there: later steps show them too.
            int last = isEnd(step.to()) ? STEPS : Math.min(step.step(), STEPS);
            for (int at = step.step(); at <= last; at++) {
                reached.get(step.to())[at - 1] += step.journeys();
            }
        }
        List<State> states = new ArrayList<>();
        reached.forEach((name, counts) -> {
            List<BigDecimal> parts = new ArrayList<>();
            for (long count : counts) {
                parts.add(BigDecimal.valueOf(count).divide(BigDecimal.valueOf(journeys), MathContext.DECIMAL32));
            }
            states.add(new State(name, parts));
        });
        return states;
    }

    private static List<Way> ways(List<Measured.Stepped> steps) {
        Map<List<String>, Long> counts = new TreeMap<>(
                Comparator.comparing((List<String> way) -> way.get(0)).thenComparing(way -> way.get(1)));
        steps.stream()
                .filter(step -> !step.from().equals(MarkovChain.START) && !isEnd(step.to()))
                .forEach(step -> counts.merge(List.of(step.from(), step.to()), step.journeys(), Long::sum));
        return counts.entrySet().stream()
                .map(way -> new Way(way.getKey().get(0), way.getKey().get(1), way.getValue()))
                .sorted(Comparator.comparingLong(Way::journeys).reversed())
                .limit(WAYS)
                .toList();
    }

    static boolean isEnd(String state) {
        return state.equals(MarkovChain.CONVERSION) || state.equals(MarkovChain.NULL);
    }

    /** What a state is called. */
    static String nameOf(String state) {
        return state.equals(MarkovChain.CONVERSION)
                ? "ordered"
                : state.equals(MarkovChain.NULL) ? "ended without an order" : Words.readable(state);
    }
}
