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
     * Runs everybody and compares the results of the first with those of each other, after every round.
     *
     * @param rivals run in every round
     * @param others run once, after the last round
     * @return measurements by contestant, without the rivals' first round where there are several
     * @throws UnequalResultsException where figures differ
     */
    Map<String, List<Measurement>> hold(List<Contestant> rivals, int rounds, List<Contestant> others) {
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Contestant rival : rivals) {
                Measurement measurement = run(rival);
                if (round > 1 || rounds == 1) {
                    measured.computeIfAbsent(rival.name(), key -> new ArrayList<>())
                            .add(measurement);
                }
            }
            rivals.stream().skip(1).forEach(rival -> compare(rivals.get(0), rival));
        }
        for (Contestant other : others) {
            measured.put(other.name(), List.of(run(other)));
            compare(rivals.get(0), other);
        }
        return measured;
    }

    private Measurement run(Contestant contestant) {
        Path out = results(contestant);
        Folders.makeEmpty(out);
        Measurement measurement = Meter.measure(() -> contestant.run(market, out));
        messages.printf("%s: %.1f s%n", contestant.name(), measurement.seconds());
        return measurement;
    }

    private void compare(Contestant one, Contestant other) {
        for (Figures figures : other.figures()) {
            long rows = Comparison.of(
                    figures,
                    new Comparison.Side(one.name(), results(one)),
                    new Comparison.Side(other.name(), results(other)));
            messages.printf("  %,d equal rows of %s%n", rows, figures.file());
        }
    }

    private Path results(Contestant contestant) {
        return results.resolve(contestant.getClass().getSimpleName());
    }
}
