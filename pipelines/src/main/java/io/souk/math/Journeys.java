package io.souk.math;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Paths from single touches and conversions.
 *
 * <p>The path of a conversion holds the same person's touches at or before it and within the lookback, both ends
 * included; one touch can serve several conversions. Touches of the channel direct stay only where there are no others;
 * a conversion without any touch has the path direct. Touches that serve no conversion are paths without one: one path
 * for those in sequence, until a touch that serves a conversion, or a gap longer than the lookback, ends it.
 *
 * @param paths with the ages of the touches of conversions
 * @param duplicates touches that equal another in person, time and channel, and were left out
 */
public record Journeys(PathData paths, long duplicates) {

    /**
     * A touch.
     *
     * @param at microseconds since 1970 in UTC
     */
    public record Touch(String person, long at, String channel) {}

    /**
     * A conversion.
     *
     * @param at microseconds since 1970 in UTC
     * @param value zero or more, in any one currency
     */
    public record Conversion(String person, long at, BigDecimal value) {}

    /**
     * Makes paths.
     *
     * @param lookback above zero
     * @param direct name of the channel direct
     */
    public static Journeys of(List<Touch> touches, List<Conversion> conversions, Duration lookback, String direct) {
        Map<String, Set<Touch>> touchesByPerson = new HashMap<>();
        long duplicates = 0;
        for (Touch touch : touches) {
            boolean isNew = touchesByPerson
                    .computeIfAbsent(touch.person(), person -> new HashSet<>())
                    .add(touch);
            duplicates += isNew ? 0 : 1;
        }
        Map<String, List<Conversion>> conversionsByPerson = new HashMap<>();
        for (Conversion conversion : conversions) {
            conversionsByPerson
                    .computeIfAbsent(conversion.person(), person -> new ArrayList<>())
                    .add(conversion);
            touchesByPerson.putIfAbsent(conversion.person(), Set.of());
        }
        long lookbackMicros = lookback.toSeconds() * 1_000_000L + lookback.toNanosPart() / 1_000;
        List<ConversionPath> rows = new ArrayList<>();
        touchesByPerson.forEach((person, ofPerson) -> new Person(inOrder(ofPerson), lookbackMicros, direct)
                .addPaths(conversionsByPerson.getOrDefault(person, List.of()), rows));
        return new Journeys(PathData.of(rows), duplicates);
    }

    private static List<Touch> inOrder(Set<Touch> touches) {
        return touches.stream()
                .sorted(Comparator.comparingLong(Touch::at).thenComparing(Touch::channel))
                .toList();
    }

    /** One person's touches, in order of time. */
    private record Person(List<Touch> touches, long lookback, String direct) {

        void addPaths(List<Conversion> conversions, List<ConversionPath> rows) {
            boolean[] serves = new boolean[touches.size()];
            for (Conversion conversion : conversions) {
                List<Touch> eligible = new ArrayList<>();
                for (int i = firstAtOrAfter(conversion.at() - lookback);
                        i < touches.size() && touches.get(i).at() <= conversion.at();
                        i++) {
                    eligible.add(touches.get(i));
                    serves[i] = true;
                }
                rows.add(converted(conversion, withoutDirect(eligible)));
            }
            addUnconverted(serves, rows);
        }

        private int firstAtOrAfter(long moment) {
            int low = 0;
            int high = touches.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (touches.get(middle).at() < moment) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private ConversionPath converted(Conversion conversion, List<Touch> path) {
            List<String> channels = path.isEmpty()
                    ? List.of(direct)
                    : path.stream().map(Touch::channel).toList();
            List<Long> ages = path.isEmpty()
                    ? List.of(0L)
                    : path.stream().map(touch -> conversion.at() - touch.at()).toList();
            return new ConversionPath(channels, ages, BigDecimal.ONE, conversion.value(), BigDecimal.ZERO);
        }

        private void addUnconverted(boolean[] serves, List<ConversionPath> rows) {
            List<Touch> open = new ArrayList<>();
            for (int i = 0; i < serves.length; i++) {
                Touch touch = touches.get(i);
                boolean isCut = serves[i]
                        || (!open.isEmpty()
                                && touch.at() - open.get(open.size() - 1).at() > lookback);
                if (isCut) {
                    addUnconverted(open, rows);
                    open.clear();
                }
                if (!serves[i]) {
                    open.add(touch);
                }
            }
            addUnconverted(open, rows);
        }

        private void addUnconverted(List<Touch> path, List<ConversionPath> rows) {
            if (!path.isEmpty()) {
                List<String> channels =
                        withoutDirect(path).stream().map(Touch::channel).toList();
                rows.add(ConversionPath.untimed(channels, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE));
            }
        }

        private List<Touch> withoutDirect(List<Touch> path) {
            List<Touch> indirect = path.stream()
                    .filter(touch -> !touch.channel().equals(direct))
                    .toList();
            return indirect.isEmpty() ? path : indirect;
        }
    }
}
