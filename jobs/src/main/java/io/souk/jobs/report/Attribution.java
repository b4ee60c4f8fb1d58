package io.souk.jobs.report;

import io.souk.gold.attribution.ChannelAttribution;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who earned the sales of the 30 days {@code from} to {@code to}, by every model side by side.
 *
 * @param models in the order from the first touch to the last
 * @param channels the one with most credit by the first model first
 * @param sharerTypes in the same order
 */
public record Attribution(
        LocalDate from, LocalDate to, List<String> models, List<Earner> channels, List<Earner> sharerTypes) {

    private static final List<String> ORDER =
            List.of("first_touch", "linear", "position_based", "time_decay", "last_touch", "last_paid");

    /**
     * A channel or sharer type and its credit.
     *
     * @param net net credit, one amount per model in the order of the models
     */
    public record Earner(String name, List<BigDecimal> net) {}

    static Part<Attribution> of(List<Measured.Credited> rows, LocalDate date) {
        LocalDate from = date.minusDays(ReportQueries.MONTH - 1L);
        if (rows.isEmpty()) {
            return Part.absent("No order was paid from %s to %s, so there is no credit.".formatted(from, date));
        }
        boolean isAnyTouch = rows.stream()
                .anyMatch(row -> !row.channel().equals(ChannelAttribution.DIRECT)
                        && !row.channel().equals(ChannelAttribution.UNATTRIBUTED));
        if (!isAnyTouch) {
            return Part.absent(
                    "No touch (share, click, exposure, visit) came before an order from %s to %s: all credit is direct."
                            .formatted(from, date));
        }
        List<String> models = rows.stream()
                .map(Measured.Credited::model)
                .distinct()
                .sorted(Comparator.<String>comparingInt(
                                model -> ORDER.contains(model) ? ORDER.indexOf(model) : ORDER.size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return Part.of(new Attribution(
                from,
                date,
                models,
                earners(rows, models, Measured.Credited::channel),
                earners(rows, models, Measured.Credited::sharerType)));
    }

    private static List<Earner> earners(
            List<Measured.Credited> rows, List<String> models, Function<Measured.Credited, String> key) {
        Map<String, Map<String, BigDecimal>> byName = new LinkedHashMap<>();
        for (Measured.Credited row : rows) {
            byName.computeIfAbsent(key.apply(row), name -> new HashMap<>())
                    .merge(row.model(), row.net(), BigDecimal::add);
        }
        return byName.entrySet().stream()
                .map(entry -> new Earner(
                        entry.getKey(),
                        models.stream()
                                .map(model -> entry.getValue().getOrDefault(model, BigDecimal.ZERO))
                                .toList()))
                .sorted(Comparator.comparing((Earner earner) -> earner.net().get(0))
                        .reversed()
                        .thenComparing(Earner::name))
                .toList();
    }

    /** All credit of a model: the same for every model, for each order's credit adds up to the order. */
    public BigDecimal total(String model) {
        int position = models.indexOf(model);
        return channels.stream().map(channel -> channel.net().get(position)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
