package io.souk.gold.attribution;

import io.souk.gold.Amounts;
import io.souk.math.CountedJourneys;
import io.souk.math.MarkovChain;
import io.souk.timeline.DaySums;
import io.souk.timeline.JourneyCounts;
import io.souk.timeline.PackedDays;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Adds up the counts of one partition's platforms by month, and computes the models of each period. */
final class PeriodModels {

    private static final int ORDER_DIGITS = 6;
    private static final int ORDER_PRECISION = 20;

    /** A kind of period: how many months it has; each begins in the first month of a year. */
    private enum Length {
        MONTH(1),
        QUARTER(3),
        YEAR(12);

        private final int months;

        Length(int months) {
            this.months = months;
        }

        YearMonth start(YearMonth month) {
            return month.withMonth((month.getMonthValue() - 1) / months * months + 1);
        }

        UTF8String text() {
            return UTF8String.fromString(name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private final Amounts amounts;
    private final int lastDay;
    private final SortedMap<String, Platform> platforms = new TreeMap<>();

    PeriodModels(Amounts amounts, int lastDay) {
        this.amounts = amounts;
        this.lastDay = lastDay;
    }

    /** The sums of one platform by key. */
    private static final class Platform {

        private final Map<List<String>, DaySums> steps = new HashMap<>();
        private final Map<List<String>, DaySums> sets = new HashMap<>();
    }

    /**
     * Rows of the table.
     *
     * @param counts platform or all, name of the sum, its key, and packed days; all rows of a platform are among them
     */
    Iterator<InternalRow> over(Iterator<InternalRow> counts) {
        while (counts.hasNext()) {
            take(counts.next());
        }
        List<InternalRow> rows = new ArrayList<>();
        platforms.forEach((name, platform) -> addRows(name, platform, rows));
        return rows.iterator();
    }

    private void take(InternalRow row) {
        Platform platform = platforms.computeIfAbsent(row.getUTF8String(0).toString(), name -> new Platform());
        ArrayData parts = row.getArray(2);
        List<String> key = new ArrayList<>();
        boolean isStep = row.getUTF8String(1).toString().equals(JourneyCounts.STEPS);
        // A step's number does not matter here.
        for (int i = isStep ? 2 : 1; i < parts.numElements(); i++) {
            key.add(parts.getUTF8String(i).toString());
        }
        Map<List<String>, DaySums> sums = isStep ? platform.steps : platform.sets;
        PackedDays.addTo(sums.computeIfAbsent(key, missing -> new DaySums()), row.getBinary(3));
    }

    private void addRows(String name, Platform platform, List<InternalRow> rows) {
        SortedMap<YearMonth, CountedJourneys> months = byMonth(platform);
        for (Length length : Length.values()) {
            SortedMap<YearMonth, CountedJourneys> periods = new TreeMap<>();
            months.forEach(
                    (month, counted) -> periods.computeIfAbsent(length.start(month), start -> new CountedJourneys())
                            .add(counted));
            periods.forEach((start, counted) -> {
                if (counted.conversions() > 0) {
                    addRows(name, length, start, counted, rows);
                }
            });
        }
    }

    private static SortedMap<YearMonth, CountedJourneys> byMonth(Platform platform) {
        SortedMap<YearMonth, CountedJourneys> months = new TreeMap<>();
        platform.steps.forEach((states, days) ->
                days.forEach((day, measures) -> months.computeIfAbsent(month(day), month -> new CountedJourneys())
                        .addStep(states.get(0), states.get(1), measures[JourneyCounts.JOURNEYS])));
        platform.sets.forEach((channels, days) ->
                days.forEach((day, measures) -> months.computeIfAbsent(month(day), month -> new CountedJourneys())
                        .addSet(
                                channels,
                                measures[JourneyCounts.CONVERSIONS],
                                measures[JourneyCounts.GMV],
                                measures[JourneyCounts.NULLS],
                                measures[JourneyCounts.SHORTENED])));
        return months;
    }

    private static YearMonth month(int day) {
        return YearMonth.from(LocalDate.ofEpochDay(day));
    }

    private void addRows(
            String platform, Length length, YearMonth start, CountedJourneys counted, List<InternalRow> rows) {
        MarkovChain chain = counted.chain();
        Map<String, Double> effects = chain.removalEffects();
        boolean isComplete = start.plusMonths(length.months).atDay(1).toEpochDay() - 1 <= lastDay;
        Object[] period = {Math.toIntExact(start.atDay(1).toEpochDay()), length.text(), UTF8String.fromString(platform)
        };
        counted.byMarkov(chain)
                .forEach((channel, earned) -> rows.add(row(
                        period,
                        ModelledAttribution.MARKOV,
                        channel,
                        earned,
                        effects.get(channel),
                        counted.shortened(),
                        isComplete)));
        counted.byShapley()
                .forEach((channel, earned) -> rows.add(row(
                        period, ModelledAttribution.SHAPLEY, channel, earned, null, counted.shortened(), isComplete)));
    }

    private InternalRow row(
            Object[] period,
            String model,
            String channel,
            CountedJourneys.Earned earned,
            Double effect,
            long shortened,
            boolean isComplete) {
        return new GenericInternalRow(new Object[] {
            period[0],
            period[1],
            period[2],
            UTF8String.fromString(model),
            UTF8String.fromString(channel),
            Decimal.apply(earned.conversions().setScale(ORDER_DIGITS), ORDER_PRECISION, ORDER_DIGITS),
            amounts.of(earned.amount()),
            effect,
            shortened,
            isComplete
        });
    }
}
