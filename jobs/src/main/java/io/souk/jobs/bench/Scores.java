package io.souk.jobs.bench;

import io.souk.jobs.bench.DailyRuns.History;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of a contest: medians of the counted rounds. */
final class Scores {

    private static final double MILLION = 1e6;
    private static final double MEGABYTE = 1e6;

    private Scores() {}

    /**
     * The table in Markdown.
     *
     * @param orders of the market
     * @param what they are called
     * @param measured measurements by contestant; the first is what the others are compared with
     */
    static String table(long orders, String what, Map<String, List<Measurement>> measured) {
        StringBuilder table = new StringBuilder("%n%s %s%n%n".formatted(number(orders), what));
        table.append("| way | counted rounds | median seconds | Souk / it | seconds per million | peak heap, MB"
                + " | peak process, MB |%n".formatted());
        table.append("|---|---|---|---|---|---|---|%n".formatted());
        double souk = median(measured.values().iterator().next(), Measurement::seconds);
        measured.forEach((name, measurements) -> {
            double seconds = median(measurements, Measurement::seconds);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.2f | %.2f | %s | %s |%n",
                    name,
                    measurements.size(),
                    seconds,
                    souk / seconds,
                    seconds / (orders / MILLION),
                    number(Math.round(median(measurements, Measurement::heapBytes) / MEGABYTE)),
                    process(measurements)));
        });
        return table.toString();
    }

    /** The table of daily runs in Markdown. */
    static String daily(List<History> histories) {
        StringBuilder table = new StringBuilder("%nDaily runs%n%n".formatted());
        table.append("| days of history | orders | backfill, seconds | counted days | median seconds of a day"
                + " | peak heap, MB | peak process, MB |%n".formatted());
        table.append("|---|---|---|---|---|---|---|%n".formatted());
        for (History history : histories) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %d | %.1f | %s | %s |%n",
                    number(history.days()),
                    number(history.orders()),
                    history.backfill().seconds(),
                    history.runs().size(),
                    median(history.runs(), Measurement::seconds),
                    number(Math.round(median(history.runs(), Measurement::heapBytes) / MEGABYTE)),
                    process(history.runs())));
        }
        return table.toString();
    }

    /** Where the seconds of daily runs go, in Markdown: the most costly steps first. */
    static String steps(List<History> histories) {
        StringBuilder table =
                new StringBuilder("%nMedian seconds of a step, by days of history%n%n| step |".formatted());
        histories.forEach(history -> table.append(" %s |".formatted(number(history.days()))));
        table.append("%n|---|%s%n".formatted("---|".repeat(histories.size())));
        histories.stream()
                .flatMap(history -> history.steps().stream())
                .flatMap(run -> run.keySet().stream())
                .distinct()
                .sorted(Comparator.comparingDouble(step -> -medianOf(histories.get(0), step)))
                .forEach(step -> {
                    table.append("| ").append(step).append(" |");
                    histories.forEach(
                            history -> table.append(String.format(Locale.ROOT, " %.1f |", medianOf(history, step))));
                    table.append(System.lineSeparator());
                });
        return table.toString();
    }

    private static double medianOf(History history, String step) {
        return median(history.steps(), run -> run.getOrDefault(step, 0.0));
    }

    private static String process(List<Measurement> measurements) {
        if (measurements.stream().anyMatch(each -> each.processBytes().isEmpty())) {
            return "not known";
        }
        return number(
                Math.round(median(measurements, each -> each.processBytes().getAsLong()) / MEGABYTE));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The middle value; of an even number of values the mean of the two in the middle. */
    static <T> double median(List<T> measurements, ToDoubleFunction<T> figure) {
        double[] values = measurements.stream().mapToDouble(figure).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
