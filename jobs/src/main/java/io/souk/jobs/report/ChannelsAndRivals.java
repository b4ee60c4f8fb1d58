package io.souk.jobs.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sections on attribution, on market share, and the table of platforms. */
final class ChannelsAndRivals {

    private ChannelsAndRivals() {}

    static Html platforms(DailyReport report) {
        String currency = report.publication().reportingCurrency();
        Html section = Layout.section(
                "platforms",
                "Platforms",
                "The 12 months that end on the date, paid orders, in %s. Ranks are of all platforms; #1 is the largest."
                        .formatted(currency));
        List<Standing> platforms = report.platforms();
        if (platforms.isEmpty()) {
            return section.add(Layout.absent("The run published no figures by platform for the date."));
        }
        section.add(platformTable(platforms, currency));
        List<Standing> together = report.standings().stream()
                .filter(standing -> !platforms.contains(standing))
                .toList();
        if (platforms.size() > 1 && !together.isEmpty()) {
            section.add(Layout.table(
                    "Persons across platforms: each person once, so less than the sum of the platforms",
                    List.of(
                            Layout.column("Active on"),
                            Layout.numbers("Persons, 12 months"),
                            Layout.numbers("Year on year"),
                            Layout.numbers("Persons, 30 days")),
                    together.stream()
                            .map(standing -> List.of(
                                    Layout.rowName(Words.platform(standing.platform())),
                                    Layout.brief(standing.buyers(), "persons"),
                                    Layout.change(standing.growthYoy()),
                                    Layout.brief(standing.monthlyBuyers(), "persons")))
                            .toList()));
        }
        boolean isCut = platforms.stream().anyMatch(standing -> !standing.isWindowComplete());
        return isCut
                ? section.add(Html.of("p", "note")
                        .text(
                                "The data begins on %s, after the first day of these 12 months: figures cover what there is."
                                        .formatted(
                                                Numbers.day(report.publication().firstDate()))))
                : section;
    }

    private static Html platformTable(List<Standing> platforms, String currency) {
        return Layout.table(
                "Platforms by GMV",
                List.of(
                        Layout.column("Platform"),
                        Layout.numbers("Active buyers"),
                        Layout.numbers("Year on year"),
                        Layout.numbers("By its own rule"),
                        Layout.numbers("Paid GMV"),
                        Layout.numbers("Per order"),
                        Layout.numbers("Per buyer"),
                        Layout.numbers("Rank by buyers"),
                        Layout.numbers("Rank by GMV")),
                platforms.stream()
                        .map(standing -> List.of(
                                Layout.rowName(standing.platform()),
                                Layout.brief(standing.buyers(), "buyers"),
                                Layout.change(standing.growthYoy()),
                                Layout.brief(standing.reportedBuyers(), "buyers"),
                                Layout.brief(standing.gmv(), currency),
                                Layout.brief(standing.averageOrder(), currency),
                                Layout.brief(standing.spendPerBuyer(), currency),
                                Layout.rank(standing.rankByBuyers()),
                                Layout.rank(standing.rankByGmv())))
                        .toList());
    }

    static Html competition(DailyReport report) {
        Html section = Layout.section(
                "competition",
                "Market share",
                "Each platform's part of all platforms' active buyers and of their paid GMV. Who buys on two platforms"
                        + " counts on both.");
        if (!report.competition().isPresent()) {
            return section.add(Layout.absent(report.competition().absence()));
        }
        Competition competition = report.competition().content();
        section.add(concentration(competition));
        String spoken = competition.rivals().stream()
                .map(rival -> "%s %s of buyers and %s of GMV"
                        .formatted(rival.platform(), spoken(rival.buyersShare()), spoken(rival.gmvShare())))
                .collect(Collectors.joining("; "));
        Html table = Layout.table(
                "Market share over 12 months",
                List.of(
                        Layout.column("Platform"),
                        Layout.numbers("Of buyers"),
                        Layout.numbers("Of GMV"),
                        Layout.numbers("Rank by buyers"),
                        Layout.numbers("Rank by GMV")),
                competition.rivals().stream()
                        .map(rival -> List.of(
                                Layout.rowName(rival.platform()),
                                Layout.percent(rival.buyersShare()),
                                Layout.percent(rival.gmvShare()),
                                Layout.rank(Figure.of(rival.rankByBuyers())),
                                Layout.rank(Figure.of(rival.rankByGmv()))))
                        .toList());
        Html dumbbell = Layout.chart(
                "rivals",
                "Buyers against GMV, 12 months",
                "Diamond right of circle: more of the money than of the buyers.",
                "Market share over 12 months: " + spoken + ".",
                table);
        Html trend = competition.shares().isPresent()
                ? shareTrend(competition.shares().content())
                : Layout.noChart("Share of GMV over time", competition.shares().absence());
        return section.add(Layout.grid(dumbbell, trend));
    }

    private static Html shareTrend(Trend trend) {
        List<Html> header = new ArrayList<>(List.of(Layout.column("Window ends")));
        trend.lines().forEach(line -> header.add(Layout.numbers(line.key())));
        int size = trend.dates().size();
        int stride = Math.max(1, (size + 12) / 13);
        List<List<Html>> rows = new ArrayList<>();
        for (int i = (size - 1) % stride; i < size; i += stride) {
            List<Html> row = new ArrayList<>(
                    List.of(Layout.rowName(Numbers.day(trend.dates().get(i)))));
            for (Trend.Line line : trend.lines()) {
                BigDecimal share = line.values().get(i);
                row.add(share == null ? Layout.cell("no sales") : Layout.percent(Figure.of(share)));
            }
            rows.add(row);
        }
        return Layout.chart(
                "share-trend",
                "Share of GMV over time",
                "Windows of 30 days.",
                "Share of paid GMV in windows of 30 days. At the end: "
                        + trend.lines().stream()
                                .map(line -> line.key() + " " + Numbers.percent(line.last()))
                                .collect(Collectors.joining(", "))
                        + ".",
                Layout.table("Share of GMV, windows of 30 days, one date in " + stride, header, rows));
    }

    private static Html concentration(Competition competition) {
        Html paragraph = Html.of("p", "fact");
        Figure now = competition.concentration();
        if (!now.isPresent()) {
            return paragraph.text("Concentration (HHI): " + now.inWords() + ".");
        }
        paragraph
                .text("Concentration: ")
                .add(Html.of("strong")
                        .with("title", now.value().toPlainString())
                        .text(Numbers.plain(now.value(), 0)))
                .text(" points (Herfindahl-Hirschman index of GMV shares; 10,000 = one platform sells everything). ");
        Figure before = competition.concentrationYearBefore();
        return paragraph.text(
                before.isPresent()
                        ? "A year before: %s.".formatted(Numbers.plain(before.value(), 0))
                        : "A year before: %s.".formatted(before.inWords()));
    }

    static Html attribution(DailyReport report) {
        String currency = report.publication().reportingCurrency();
        Html section = Layout.section(
                "channels",
                "Attribution",
                "Which channels earned the sales? Each order's paid GMV is shared out over the touches before it, to the"
                        + " minor unit, by several models; refunds take credit back. Every model shares out the same"
                        + " total.");
        if (!report.attribution().isPresent()) {
            return section.add(Layout.absent(report.attribution().absence()));
        }
        Attribution attribution = report.attribution().content();
        String span = "%s to %s, net credit in %s."
                .formatted(Numbers.day(attribution.from()), Numbers.day(attribution.to()), currency);
        return section.add(Layout.grid(
                Layout.chart(
                        "channels",
                        "Credit by channel and model",
                        span + " Where the marks lie apart, the models disagree.",
                        "Net credit by channel; by the model %s: %s."
                                .formatted(Words.readable(attribution.models().get(0)), spoken(attribution.channels())),
                        earners(
                                "Net credit by channel and model, in " + currency,
                                "Channel",
                                attribution,
                                attribution.channels())),
                Layout.chart(
                        "sharers",
                        "Credit by who shared",
                        "Parts of all net credit, by model. none = no sharer: direct orders and plain visits.",
                        "Net credit by sharer type; by the model %s: %s."
                                .formatted(
                                        Words.readable(attribution.models().get(0)), spoken(attribution.sharerTypes())),
                        earners(
                                "Net credit by sharer type and model, in " + currency,
                                "Sharer",
                                attribution,
                                attribution.sharerTypes()))));
    }

    private static Html earners(
            String caption, String first, Attribution attribution, List<Attribution.Earner> earners) {
        List<Html> header = new ArrayList<>(List.of(Layout.column(first)));
        attribution.models().forEach(model -> header.add(Layout.numbers(Words.readable(model))));
        List<List<Html>> rows = new ArrayList<>();
        for (Attribution.Earner earner : earners) {
            List<Html> row = new ArrayList<>(List.of(Layout.rowName(Words.readable(earner.name()))));
            for (int i = 0; i < earner.net().size(); i++) {
                BigDecimal net = earner.net().get(i);
                row.add(Layout.number(
                        Numbers.brief(net),
                        Numbers.exact(net)
                                + part(
                                        net,
                                        attribution.total(attribution.models().get(i)))));
            }
            rows.add(row);
        }
        List<Html> total = new ArrayList<>(List.of(Layout.rowName("All")));
        IntStream.range(0, attribution.models().size())
                .mapToObj(i -> attribution.total(attribution.models().get(i)))
                .forEach(sum -> total.add(Layout.number(Numbers.brief(sum), Numbers.exact(sum))));
        rows.add(total);
        return Layout.table(caption, header, rows);
    }

    private static String part(BigDecimal net, BigDecimal total) {
        return total.signum() == 0
                ? ""
                : " (%s of all)".formatted(Numbers.percent(net.divide(total, MathContext.DECIMAL64)));
    }

    private static String spoken(List<Attribution.Earner> earners) {
        return earners.stream()
                .map(earner -> Words.readable(earner.name()) + " "
                        + Numbers.brief(earner.net().get(0)))
                .collect(Collectors.joining(", "));
    }

    private static String spoken(Figure share) {
        return share.isPresent() ? Numbers.percent(share.value()) : share.inWords();
    }
}
