package io.souk.jobs.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The first thing on the page: the day in two or three sentences, then the headline figures. */
final class HeadlineView {

    private static final int CURVE_WIDTH = 120;
    private static final int CURVE_HEIGHT = 28;

    private HeadlineView() {}

    static Html render(DailyReport report) {
        String currency = report.publication().reportingCurrency();
        return Html.of("section")
                .with("id", "day")
                .with("aria-labelledby", "day-title")
                .add(
                        Html.of("h2", "unseen").with("id", "day-title").text("The day"),
                        lead(report, currency),
                        Html.of("div", "headlines")
                                .add(report.headlines().stream()
                                        .map(headline -> card(headline, currency))
                                        .toList()));
    }

    private static Html lead(DailyReport report, String currency) {
        Html lead = Html.of("p", "lead");
        named(report, "GMV paid")
                .filter(headline -> headline.value().isPresent())
                .ifPresent(paid -> {
                    lead.text("Buyers paid for ")
                            .add(Html.of("strong")
                                    .text(Numbers.brief(paid.value().value()) + " " + currency))
                            .text(" of goods on this day")
                            .text(clause(paid, 1))
                            .text(clause(paid, 2))
                            .text(". ");
                });
        named(report, "Active buyers, 30 days")
                .filter(headline -> headline.value().isPresent())
                .ifPresent(active -> lead.add(Html.of("strong")
                                .text(Numbers.brief(active.value().value()) + " persons"))
                        .text(" were active in the 30 days to it")
                        .text(clause(active, 2))
                        .text(". "));
        if (report.competition().isPresent()) {
            List<Competition.Rival> rivals = report.competition().content().rivals();
            String byGmv = leaders(rivals, Competition.Rival::rankByGmv);
            String byBuyers = leaders(rivals, Competition.Rival::rankByBuyers);
            lead.text(
                    byGmv.equals(byBuyers)
                            ? "Over 12 months %s leads by GMV and by buyers.".formatted(byGmv)
                            : "Over 12 months %s leads by GMV, %s by buyers.".formatted(byGmv, byBuyers));
        }
        return lead;
    }

    private static Optional<Headline> named(DailyReport report, String name) {
        return report.headlines().stream()
                .filter(headline -> headline.name().equals(name))
                .findFirst();
    }

    /** ", 12.4% more than the week before": empty where there is nothing to compare with. */
    private static String clause(Headline headline, int comparison) {
        Headline.Comparison with = headline.comparisons().get(comparison);
        if (!with.change().isPresent()) {
            return "";
        }
        BigDecimal change = with.change().value();
        if (Numbers.isManifold(change)) {
            return ", %s times the %s before".formatted(Numbers.plain(change.add(BigDecimal.ONE), 1), with.against());
        }
        return ", %s %s than the %s before"
                .formatted(Numbers.percent(change.abs()), change.signum() < 0 ? "less" : "more", with.against());
    }

    private static String leaders(
            List<Competition.Rival> rivals, java.util.function.ToIntFunction<Competition.Rival> rank) {
        return String.join(
                " and ",
                rivals.stream()
                        .filter(rival -> rank.applyAsInt(rival) == 1)
                        .map(Competition.Rival::platform)
                        .sorted()
                        .toList());
    }

    private static Html card(Headline headline, String currency) {
        String unit =
                switch (headline.unit()) {
                    case MONEY -> currency;
                    case ORDERS -> "orders";
                    case BUYERS -> "persons";
                };
        boolean isMoney = headline.unit() == Headline.Unit.MONEY;
        Html value = headline.value().isPresent()
                ? Html.of("p", "value")
                        .with("title", Numbers.exact(headline.value().value()) + " " + unit)
                        .text(Numbers.brief(headline.value().value()))
                        .add(isMoney ? Html.of("span", "unit").text(" " + unit) : Html.of("span"))
                : Html.of("p", "value missing").text(headline.value().inWords());
        return Html.of("article", "card headline")
                .add(
                        Html.of("h3").text(headline.name()),
                        value,
                        Html.of("p", "note").text(headline.meaning()),
                        curve(headline),
                        Html.of("ul", "changes")
                                .add(headline.comparisons().stream()
                                        .map(comparison -> change(comparison, unit))
                                        .toList()));
    }

    private static Html change(Headline.Comparison comparison, String unit) {
        Html item = Html.of("li");
        if (comparison.change().isPresent()) {
            BigDecimal change = comparison.change().value();
            boolean isSame = Numbers.percent(change).equals("0.0%");
            String direction = isSame ? "same" : change.signum() > 0 ? "up" : "down";
            String arrow = isSame ? "■" : change.signum() > 0 ? "▲" : "▼";
            item.with(
                            "title",
                            "%s %s on %s"
                                    .formatted(
                                            Numbers.exact(comparison.base().value()),
                                            unit,
                                            Numbers.day(comparison.on())))
                    .add(
                            Html.of("span", "arrow " + direction)
                                    .with("aria-hidden", "true")
                                    .text(arrow),
                            Html.of("span", "percent").text(Numbers.change(change)));
        } else {
            item.add(Html.of("span", "reason").text(comparison.change().inWords()));
        }
        return item.text(" ")
                .add(Html.of("span", "against")
                        .text(comparison.against())
                        .add(Html.of("span", "before").text(" before")));
    }

    /** The last sixty days as a small curve; nothing where fewer than two of them have a value. */
    private static Html curve(Headline headline) {
        List<BigDecimal> recent = headline.recent();
        List<BigDecimal> known = recent.stream().filter(Objects::nonNull).toList();
        if (known.size() < 2) {
            return Html.of("div", "curve");
        }
        double low = known.stream().min(Comparator.naturalOrder()).orElseThrow().doubleValue();
        double high =
                known.stream().max(Comparator.naturalOrder()).orElseThrow().doubleValue();
        List<String> points = new ArrayList<>();
        String lastPoint = "";
        for (int i = 0; i < recent.size(); i++) {
            if (recent.get(i) != null) {
                double x = 3 + (CURVE_WIDTH - 6.0) * i / (recent.size() - 1);
                double height = high == low ? 0.5 : (recent.get(i).doubleValue() - low) / (high - low);
                double y = 3 + (CURVE_HEIGHT - 6.0) * (1 - height);
                lastPoint = String.format(Locale.ROOT, "%.1f,%.1f", x, y);
                points.add(lastPoint);
            }
        }
        return Html.of("svg", "curve")
                .with("viewBox", "0 0 %d %d".formatted(CURVE_WIDTH, CURVE_HEIGHT))
                .with("preserveAspectRatio", "none")
                .with("role", "img")
                .with(
                        "aria-label",
                        "Last %d days: from %s to %s"
                                .formatted(
                                        recent.size(),
                                        Numbers.brief(known.get(0)),
                                        Numbers.brief(known.get(known.size() - 1))))
                .add(
                        Html.of("path", "line").with("d", "M" + String.join("L", points)),
                        Html.of("path", "end").with("d", "M%sh0".formatted(lastPoint)));
    }
}
