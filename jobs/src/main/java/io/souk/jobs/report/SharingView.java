package io.souk.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The section on sharing: from being seen to being bought, and how far shares travel. */
final class SharingView {

    private SharingView() {}

    static Html sharing(DailyReport report) {
        return Layout.section(
                        "sharing",
                        "Sharing",
                        "What comes of what is shared, and does sharing feed itself? An order belongs to the last touch"
                                + " before it.")
                .add(Layout.grid(
                        report.funnel().isPresent()
                                ? funnel(report.funnel().content())
                                : Layout.noChart(
                                        "From seen to bought", report.funnel().absence()),
                        report.chains().isPresent()
                                ? chains(report.chains().content())
                                : Layout.noChart("Share chains", report.chains().absence())));
    }

    private static Html funnel(Funnel funnel) {
        List<Html> header = new ArrayList<>(List.of(Layout.column("Sharer")));
        Funnel.STEPS.forEach(step -> header.add(Layout.numbers(step)));
        List<List<Html>> rows = new ArrayList<>();
        for (Funnel.Sharer sharer : funnel.sharers()) {
            List<Html> row = new ArrayList<>(List.of(Layout.rowName(Words.readable(sharer.type()))));
            sharer.steps().forEach(step -> row.add(Layout.number(step)));
            rows.add(row);
        }
        List<Html> total = new ArrayList<>(List.of(Layout.rowName("All")));
        IntStream.range(0, Funnel.STEPS.size()).forEach(step -> total.add(Layout.number(funnel.total(step))));
        rows.add(total);
        return Layout.chart(
                "funnel",
                "From seen to bought",
                "%s to %s, by who shared. Followed: clicks, reviews and visits. none = no sharer: plain visits and direct orders."
                        .formatted(Numbers.day(funnel.from()), Numbers.day(funnel.to())),
                "Steps by who shared: "
                        + IntStream.range(0, Funnel.STEPS.size())
                                .mapToObj(step -> Funnel.STEPS.get(step) + " " + Numbers.count(funnel.total(step)))
                                .collect(Collectors.joining(", "))
                        + ".",
                Layout.table("Touches and orders of 30 days by kind of sharer", header, rows));
    }

    private static Html chains(Chains chains) {
        Chains.Month last = chains.months().get(chains.months().size() - 1);
        List<List<Html>> rows = new ArrayList<>();
        for (Chains.Month month : chains.months()) {
            rows.add(List.of(
                    Layout.rowName(Numbers.day(month.month())),
                    Layout.number(month.shares()),
                    Layout.number(month.sharers()),
                    Layout.number(month.recipients()),
                    Layout.number(month.recipientsWhoShared()),
                    decimal(month.kFactor()),
                    Layout.number(month.chains()),
                    decimal(month.averageSize()),
                    Layout.number(month.largest()),
                    Layout.number(month.deepest())));
        }
        return Layout.chart(
                "chains",
                "Share chains",
                "Shares by month and place in their chain: 1 = nobody's share had led to it. K = recipients who share"
                        + " within 30 days, per sharer: above 1 sharing grows by itself.",
                "In the last month %s shares by %s sharers; K-factor %s; the deepest chain has %d shares in a row."
                        .formatted(
                                Numbers.count(last.shares()),
                                Numbers.count(last.sharers()),
                                last.kFactor().isPresent()
                                        ? Numbers.plain(last.kFactor().value(), 2)
                                        : last.kFactor().inWords(),
                                last.deepest()),
                Layout.table(
                        "Shares by the month in which they were sent",
                        List.of(
                                Layout.column("Month from"),
                                Layout.numbers("Shares"),
                                Layout.numbers("Sharers"),
                                Layout.numbers("Recipients"),
                                Layout.numbers("Of these shared"),
                                Layout.numbers("K-factor"),
                                Layout.numbers("Chains begun"),
                                Layout.numbers("Average size"),
                                Layout.numbers("Largest"),
                                Layout.numbers("Deepest")),
                        rows));
    }

    private static Html decimal(Figure figure) {
        return figure.isPresent()
                ? Layout.number(Numbers.plain(figure.value(), 2), figure.value().toPlainString())
                : Layout.reason(figure);
    }
}
