package io.souk.jobs.simulate;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * Which market to simulate.
 *
 * @param scale one simulated person stands for so many real ones: 100,000 gives about 100,000 orders in two years
 * @param from first business date on which orders are placed
 * @param to last business date; nothing that happens or arrives later is written
 * @param seed another seed gives other people with the same totals
 */
public record SimulationSettings(long scale, LocalDate from, LocalDate to, long seed) implements Serializable {

    /** The figures that the market follows are known between these dates. */
    static final LocalDate EARLIEST = LocalDate.of(2018, 1, 1);

    static final LocalDate LATEST = LocalDate.of(2020, 12, 31);

    static final long LARGEST_SCALE = 1_000_000;

    /** The market that {@code souk simulate} makes where nothing else is asked for: 2018 and 2019 at 1:100,000. */
    public static final SimulationSettings DEFAULT =
            new SimulationSettings(100_000, LocalDate.of(2018, 1, 1), LocalDate.of(2019, 12, 31), 1);

    public SimulationSettings {
        if (scale < 1 || scale > LARGEST_SCALE) {
            throw new IllegalArgumentException(
                    "The scale 1:%d cannot be simulated. Choose between 1:1 and 1:%d, for example 1:100000."
                            .formatted(scale, LARGEST_SCALE));
        }
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST) || to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The dates %s to %s cannot be simulated: the companies' figures that the market follows lie between %s and %s. Choose dates among them, the first one first."
                            .formatted(from, to, EARLIEST, LATEST));
        }
    }

    /**
     * Reads a scale as the command line writes it.
     *
     * @param text {@code 1:N}
     * @return N
     */
    public static long parseScale(String text) {
        if (!text.matches("1:[1-9][0-9]{0,9}")) {
            throw new IllegalArgumentException("'%s' is no scale. Write for example 1:100000.".formatted(text));
        }
        return Long.parseLong(text.substring(2));
    }

    int firstDay() {
        return (int) from.toEpochDay();
    }

    int lastDay() {
        return (int) to.toEpochDay();
    }

    SimulationSettings withScale(long other) {
        return new SimulationSettings(other, from, to, seed);
    }
}
