package io.souk.jobs.report;

import io.souk.bronze.CityTiers;
import io.souk.gold.Keys;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** City tiers in their order, from the largest cities down, with the unknown ones last. */
final class Tiers {

    /** Place of each tier in the ramp of colours; the unknown has none. */
    static final Map<String, Integer> COLOURS = CityTiers.TIERS.stream()
            .collect(java.util.stream.Collectors.toUnmodifiableMap(tier -> tier, CityTiers.TIERS::indexOf));

    private Tiers() {}

    /** A trend by tier; absent where no city has a tier. */
    static Part<Trend> trend(Trend.Points points, int daysPerPoint, LocalDate completeFrom) {
        List<Trend.Line> lines = points.lines(
                Comparator.comparing((Trend.Line line) -> position(line.key())).thenComparing(Trend.Line::key));
        boolean isAnyKnown = lines.stream().anyMatch(line -> !line.key().equals(Keys.UNKNOWN));
        return isAnyKnown
                ? Part.of(new Trend(points.dates(), lines, daysPerPoint, completeFrom, List.of()))
                : Part.absent(
                        "No buyer's city has a tier: the sources give no cities, or no list of city tiers was read.");
    }

    private static int position(String tier) {
        int position = CityTiers.TIERS.indexOf(tier);
        if (position >= 0) {
            return position;
        }
        return tier.equals(Keys.UNKNOWN) ? Integer.MAX_VALUE : CityTiers.TIERS.size();
    }
}
