package io.souk.jobs.report;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The section on journeys: credit by all of them together, and the ways that they take. */
final class JourneysView {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private JourneysView() {}

    static Html journeys(DailyReport report) {
        String currency = report.publication().reportingCurrency();
        Html section = Layout.section(
                "journeys",
                "Journeys",
                "Which channels earned the sales, when journeys that ended in an order are judged together with those"
                        + " that did not? A journey is what a person followed on one platform.");
        if (!report.journeys().isPresent()) {
            return section.add(Layout.absent(report.journeys().absence()));
        }
        Journeys journeys = report.journeys().content();
        String month = MONTH.format(journeys.month());
        return section.add(flow(journeys, month))
                .add(Layout.grid(
                        Layout.chart(
                                "journeys",
                                "Where journeys are, step by step",
                                "%s, %s journeys. Parts of all journeys; who has ended stays."
                                        .formatted(month, Numbers.count(journeys.journeys())),
                                "After the last step shown: "
                                        + journeys.states().stream()
                                                .map(state -> Journeys.nameOf(state.name()) + " "
                                                        + Numbers.percent(
                                                                state.parts().get(Journeys.STEPS - 1)))
                                                .collect(Collectors.joining(", "))
                                        + ".",
                                states(journeys)),
                        Html.of("div").add(credit(journeys, month, currency), ways(journeys, month))));
    }

    private static Html flow(Journeys journeys, String month) {
        return Html.of("figure", "card wide")
                .add(
                        Html.of("figcaption")
                                .add(
                                        Html.of("h3").text("From channel to channel"),
                                        Html.of("p", "note")
                                                .text(("%s. A band is as broad as the journeys that went that way;"
                                                                + " hover to see how many.")
                                                        .formatted(month))),
                        Html.of("div", "scroll")
                                .with("role", "region")
                                .with("aria-label", "From channel to channel")
                                .with("tabindex", "0")
                                .add(JourneyFlow.of(journeys)));
    }

    private static Html states(Journeys journeys) {
        List<Html> header = new ArrayList<>(List.of(Layout.column("After step")));
        IntStream.rangeClosed(1, Journeys.STEPS).forEach(step -> header.add(Layout.numbers(String.valueOf(step))));
        return Layout.table(
                "Parts of all journeys by where they are",
                header,
                journeys.states().stream()
                        .map(state -> {
                            List<Html> row = new ArrayList<>(List.of(Layout.rowName(Journeys.nameOf(state.name()))));
                            state.parts().forEach(part -> row.add(Layout.percent(Figure.of(part))));
                            return row;
                        })
                        .toList());
    }

    private static Html credit(Journeys journeys, String month, String currency) {
        List<Html> header = new ArrayList<>(List.of(Layout.column("Channel")));
        journeys.models().forEach(model -> header.add(Layout.numbers(Words.readable(model))));
        header.add(Layout.numbers("removal effect"));
        List<List<Html>> rows = new ArrayList<>();
        for (Journeys.Earner earner : journeys.channels()) {
            List<Html> row = new ArrayList<>(List.of(Layout.rowName(Words.readable(earner.name()))));
            for (BigDecimal gmv : earner.gmv()) {
                row.add(Layout.number(Numbers.brief(gmv), Numbers.exact(gmv)));
            }
            row.add(Layout.percent(earner.removalEffect()));
            rows.add(row);
        }
        return Layout.table("Credit by journeys, %s, in %s".formatted(month, currency), header, rows);
    }

    private static Html ways(Journeys journeys, String month) {
        return Layout.table(
                "The most frequent ways from channel to channel, " + month,
                List.of(Layout.column("From"), Layout.column("To"), Layout.numbers("Journeys")),
                journeys.ways().stream()
                        .map(way -> List.of(
                                Layout.rowName(Words.readable(way.from())),
                                Layout.cell(Words.readable(way.to())),
                                Layout.number(way.journeys())))
                        .toList());
    }
}
