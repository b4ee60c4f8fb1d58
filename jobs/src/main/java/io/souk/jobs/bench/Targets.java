package io.souk.jobs.bench;

import io.souk.jobs.bench.DailyRuns.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What Souk has set itself, beside what one call of the benchmark has found. */
final class Targets {

    private static final long SMALL = 2_000_000;
    private static final long MIDDLE = 20_000_000;
    private static final long LARGE = 100_000_000;
    private static final double HEAP_BYTES = 4L << 30;
    private static final double QUIET_SECONDS = 10;

    private final Map<Long, Map<String, List<Measurement>>> activity = new LinkedHashMap<>();
    private final Map<Long, List<List<Measurement>>> tables = new LinkedHashMap<>();
    private final Map<Long, List<Measurement>> quiet = new LinkedHashMap<>();
    private OptionalDouble longestTask = OptionalDouble.empty();
    private List<History> daily = List.of();

    /**
     * Notes a backfill of activity.
     *
     * @param measured by contestant
     */
    void activity(long orders, Map<String, List<Measurement>> measured) {
        activity.put(orders, measured);
    }

    /**
     * Notes a backfill of all tables that both ways make.
     *
     * @param measured by contestant: Souk first, DuckDB second
     */
    void tables(long orders, Map<String, List<Measurement>> measured) {
        tables.put(orders, List.copyOf(measured.values()));
    }

    /**
     * Notes the longest task of a market with a bot; of several markets the worst counts.
     *
     * @param againstOthers against the median of the others of its stage
     */
    void longestTask(OptionalDouble againstOthers) {
        if (againstOthers.isPresent()) {
            longestTask = OptionalDouble.of(Math.max(longestTask.orElse(0), againstOthers.getAsDouble()));
        }
    }

    /**
     * Notes runs on days without events.
     *
     * @param days of history
     */
    void quiet(long days, List<Measurement> runs) {
        quiet.put(days, runs);
    }

    /** Notes daily runs with a long history and with a short one. */
    void daily(List<History> histories) {
        daily = histories;
    }

    /** The table in Markdown; a target for which nothing was measured says so. */
    String table() {
        StringBuilder table = new StringBuilder("%n| target | at most | found | |%n|---|---|---|---|%n".formatted());
        row(table, "backfill of activity, 20 million orders, against DuckDB", 0.5, againstDuckDb());
        backfillsOfTables(table);
        row(table, "cost per million orders, 100 million against 2 million", 1.15, largeAgainstSmall());
        row(table, "heap in which 100 million orders complete, against 4 GiB", 1.0, heapOfLarge());
        row(table, "longest task against the others of its stage, where one person is a bot", 2.0, longestTask);
        row(table, days("daily run, %d days of history against %d"), 1.1, longAgainstShort());
        row(table, days("daily run against the backfill of %d days"), 0.1, againstBackfill());
        quietDays(table);
        return table.toString();
    }

    private OptionalDouble againstDuckDb() {
        return quotient(activity(MIDDLE, SoukBackfill.NAME), activity(MIDDLE, DuckDbIntervals.NAME));
    }

    /** Empty where it was not measured. */
    private OptionalDouble activity(long orders, String contestant) {
        List<Measurement> rounds = activity.getOrDefault(orders, Map.of()).getOrDefault(contestant, List.of());
        return rounds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(seconds(rounds));
    }

    private static OptionalDouble quotient(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }

    /** A row for each size that was measured. */
    private void backfillsOfTables(StringBuilder table) {
        String what = "backfill of all gold tables that DuckDB expresses, %,d orders, against DuckDB";
        if (tables.isEmpty()) {
            row(table, String.format(Locale.ROOT, what, MIDDLE), 1.0, OptionalDouble.empty());
        }
        tables.forEach((orders, measured) ->
                row(table, String.format(Locale.ROOT, what, orders), 1.0, OptionalDouble.of(quotient(measured))));
    }

    /** Seconds of the first contestant against those of the second. */
    private static double quotient(List<List<Measurement>> measured) {
        return seconds(measured.get(0)) / seconds(measured.get(1));
    }

    private OptionalDouble largeAgainstSmall() {
        OptionalDouble quotient = quotient(activity(LARGE, SoukBackfill.NAME), activity(SMALL, SoukBackfill.NAME));
        return quotient.isPresent()
                ? OptionalDouble.of(quotient.getAsDouble() * SMALL / LARGE)
                : OptionalDouble.empty();
    }

    /** What the process may take: sums of the peaks of its pools say less. */
    private OptionalDouble heapOfLarge() {
        return activity.containsKey(LARGE)
                ? OptionalDouble.of(Runtime.getRuntime().maxMemory() / HEAP_BYTES)
                : OptionalDouble.empty();
    }

    /** A row for each history that was measured. */
    private void quietDays(StringBuilder table) {
        String what = "souk run on a day without events, %s, against 10 seconds";
        if (quiet.isEmpty()) {
            row(table, what.formatted("after the first run"), 1.0, OptionalDouble.empty());
        }
        quiet.forEach((days, runs) -> row(
                table,
                what.formatted(days + " days of history"),
                1.0,
                OptionalDouble.of(seconds(runs) / QUIET_SECONDS)));
    }

    private OptionalDouble longAgainstShort() {
        return daily.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        seconds(daily.get(0).runs()) / seconds(daily.get(1).runs()));
    }

    private OptionalDouble againstBackfill() {
        return daily.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        seconds(daily.get(0).runs()) / daily.get(0).backfill().seconds());
    }

    private String days(String what) {
        List<Object> days = new ArrayList<>(daily.isEmpty() ? List.of(730, 92) : List.of());
        daily.forEach(history -> days.add(history.days()));
        return what.formatted(days.toArray());
    }

    private static void row(StringBuilder table, String what, double atMost, OptionalDouble found) {
        String verdict = found.isEmpty() ? "" : found.getAsDouble() <= atMost ? "met" : "missed";
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f x | %s | %s |%n",
                what,
                atMost,
                found.isEmpty() ? "not measured now" : String.format(Locale.ROOT, "%.2f x", found.getAsDouble()),
                verdict));
    }

    private static double seconds(List<Measurement> rounds) {
        return Scores.median(rounds, Measurement::seconds);
    }
}
