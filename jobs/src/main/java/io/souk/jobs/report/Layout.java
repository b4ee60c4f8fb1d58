package io.souk.jobs.report;

import java.math.BigDecimal;
import java.util.List;

/** The pieces that all sections of the page are made of. */
final class Layout {

    private Layout() {}

    static Html section(String id, String title, String introduction) {
        return Html.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(
                        Html.of("h2").with("id", id + "-title").text(title),
                        Html.of("p", "intro").text(introduction));
    }

    static Html grid(Html... children) {
        return Html.of("div", "grid").add(children);
    }

    /** Says why there is nothing to show. */
    static Html absent(String sentence) {
        return Html.of("p", "absent").text(sentence);
    }

    /**
     * A chart's frame, which the script fills.
     *
     * @param id key of the chart in the data
     * @param description the chart in words, for those who do not see it
     * @param table the same figures, folded away
     */
    static Html chart(String id, String title, String note, String description, Html table) {
        return Html.of("figure", "card")
                .add(
                        Html.of("figcaption")
                                .add(
                                        Html.of("h3").text(title),
                                        Html.of("p", "note").text(note)),
                        Html.of("div", "plot")
                                .with("id", "plot-" + id)
                                .with("data-chart", id)
                                .with("role", "img")
                                .with("aria-label", description),
                        Html.of("details", "figures").add(Html.of("summary").text("Figures"), table));
    }

    /** The frame of a chart that has no content, with the reason. */
    static Html noChart(String title, String reason) {
        return Html.of("figure", "card empty")
                .add(Html.of("figcaption").add(Html.of("h3").text(title)), absent(reason));
    }

    /** A table in a box of its own, which scrolls where the page is narrow. The first column names the row. */
    static Html table(String caption, List<Html> header, List<List<Html>> rows) {
        Html head = Html.of("thead").add(Html.of("tr").add(header));
        Html body = Html.of("tbody");
        rows.forEach(row -> body.add(Html.of("tr").add(row)));
        return Html.of("div", "scroll")
                .with("role", "region")
                .with("aria-label", caption)
                .with("tabindex", "0")
                .add(Html.of("table").add(Html.of("caption").add(Html.of("span").text(caption)), head, body));
    }

    static Html column(String title) {
        return Html.of("th").with("scope", "col").text(title);
    }

    /** The head of a column of numbers. */
    static Html numbers(String title) {
        return Html.of("th", "number").with("scope", "col").text(title);
    }

    static Html rowName(String name) {
        return Html.of("th").with("scope", "row").text(name);
    }

    static Html cell(String text) {
        return Html.of("td").text(text);
    }

    static Html number(String shown, String exact) {
        return Html.of("td", "number").with("title", exact).text(shown);
    }

    static Html number(long value) {
        return Html.of("td", "number").text(Numbers.count(value));
    }

    /** A figure in short, exact on hovering; or the reason for which there is none. */
    static Html brief(Figure figure, String unit) {
        return figure.isPresent()
                ? number(Numbers.brief(figure.value()), withUnit(Numbers.exact(figure.value()), unit))
                : reason(figure);
    }

    static Html percent(Figure figure) {
        return figure.isPresent()
                ? number(Numbers.percent(figure.value()), exactRatio(figure.value()))
                : reason(figure);
    }

    static Html change(Figure figure) {
        return figure.isPresent() ? number(Numbers.change(figure.value()), exactRatio(figure.value())) : reason(figure);
    }

    static Html rank(Figure figure) {
        return figure.isPresent() ? number("#" + figure.value().toPlainString(), "") : reason(figure);
    }

    static Html reason(Figure figure) {
        return Html.of("td", "number reason").text(figure.inWords());
    }

    static String withUnit(String number, String unit) {
        return unit.isEmpty() ? number : number + " " + unit;
    }

    private static String exactRatio(BigDecimal ratio) {
        return Numbers.plain(ratio.scaleByPowerOfTen(2), 4) + "%";
    }
}
