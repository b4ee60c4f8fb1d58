package io.souk.jobs.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rounds in which every contestant runs once, in turn, so that a noisy hour hurts all alike; then a comparison. */
final class Contest {

    private final Market market;
    private final Path results;
    private final PrintStream messages;

    /**
     * Prepares a contest.
     *
     * @param results folder for the contestants' files; emptied
     */
    Contest(Market market, Path results, PrintStream messages) {
        this.market = market;
        this.results = results;
        this.messages = messages;
    }

    /**
     * Runs all rounds; results of the first contestant are compared with those of every other after each round.
     *
     * @return measurements by contestant, without the first round where there are several
     * @throws UnequalResultsException where figures differ
     */
    Map<String, List<Measurement>> hold(List<Contestant> contestants, int rounds) {
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                Contestant contestant = contestants.get(i);
                Path out = results.resolve(Integer.toString(i));
                Folders.makeEmpty(out);
                Measurement measurement = Meter.measure(() -> contestant.run(market, out));
                messages.printf("round %d: %s %.1f s%n", round, contestant.name(), measurement.seconds());
                if (round > 1 || rounds == 1) {
                    measured.computeIfAbsent(contestant.name(), key -> new ArrayList<>())
                            .add(measurement);
                }
            }
            for (int i = 1; i < contestants.size(); i++) {
                compare(contestants, i);
            }
        }
        return measured;
    }

    private void compare(List<Contestant> contestants, int other) {
        for (Figures figures : contestants.get(other).figures()) {
            long rows = Comparison.of(
                    figures,
                    new Comparison.Side(contestants.get(0).name(), results.resolve("0")),
                    new Comparison.Side(contestants.get(other).name(), results.resolve(Integer.toString(other))));
            messages.printf(
                    "  %s: %,d equal rows of %s%n", contestants.get(other).name(), rows, figures.file());
        }
    }
}
