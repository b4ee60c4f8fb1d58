package io.souk.jobs.report;

import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.sales.Gmv;
import io.souk.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The sections on active buyers and on GMV. */
final class BuyersAndSales {

    private static final int MOST_ROWS = 13;

    private BuyersAndSales() {}

    static Html buyers(DailyReport report) {
        return Layout.section(
                        "buyers",
                        "Active buyers",
                        "Distinct buyers with a counting order in the window that ends on the date. Who buys on two"
                                + " platforms is active on both and one person in the total, so platforms are never"
                                + " added up.")
                .add(Layout.grid(
                        trend("buyers-year", "Over 12 months, by platform", "", report.buyersOfYear()),
                        trend("buyers-month", "Over 30 days, by platform", "", report.buyersOfMonth()),
                        trend(
                                "buyers-tier",
                                "Over 12 months, by city tier",
                                "Persons on any platform, by the tier of their latest order's city.",
                                report.buyersByTier()),
                        growth(report.growth())))
                .add(growthByPlatform(report.growth()));
    }

    static Html sales(DailyReport report) {
        String currency = report.publication().reportingCurrency();
        return Layout.section(
                        "sales",
                        "Gross merchandise volume",
                        "List price less the seller's discount, by the date on which the order was placed, in %s."
                                .formatted(currency))
                .add(besideBuyers(report.bridge()))
                .add(Layout.grid(
                        trend(
                                "sales-platform",
                                "Paid GMV by platform",
                                period(report.salesByPlatform()),
                                report.salesByPlatform()),
                        trend(
                                "sales-tier",
                                "Paid GMV by city tier",
                                period(report.salesByTier()),
                                report.salesByTier()),
                        bridge(report, currency)));
    }

    /** What counts in GMV and in no buyer figure. */
    private static Html besideBuyers(Part<Sales.Bridge> part) {
        if (!part.isPresent()) {
            return Html.of("div", "none");
        }
        Sales.Bridge month = part.content();
        return Html.of("p", "fact")
                .text(
                        "Of %s orders placed in the last 30 days, %s had no buyer account: they count here, not among active buyers. Suspected to be fake: %s."
                                .formatted(
                                        Numbers.count(month.orders()),
                                        Numbers.count(month.guestOrders()),
                                        Numbers.count(month.flaggedOrders())));
    }

    private static String period(Part<Trend> part) {
        if (!part.isPresent()) {
            return "";
        }
        return part.content().daysPerPoint() == 1
                ? "Per day."
                : "Per week: the seven days that end on the report's weekday.";
    }

    private static Html trend(String id, String title, String note, Part<Trend> part) {
        if (!part.isPresent()) {
            return Layout.noChart(title, part.absence());
        }
        Trend trend = part.content();
        List<String> notes = new ArrayList<>();
        if (!note.isEmpty()) {
            notes.add(note);
        }
        if (trend.completeFrom() != null) {
            notes.add(
                    trend.completeFrom().isAfter(lastDate(trend))
                            ? "The data begins too late for a full window: the counts still fill up."
                            : "Left of the dashed line the window begins before the data, so the counts still fill up.");
        }
        if (!trend.leftOut().isEmpty()) {
            notes.add("%d smaller platforms are in the table only."
                    .formatted(trend.leftOut().size()));
        }
        if (notes.isEmpty()) {
            notes.add("From %s to %s.".formatted(Numbers.day(trend.dates().get(0)), Numbers.day(lastDate(trend))));
        }
        String last = trend.lines().stream()
                .map(line -> "%s %s".formatted(name(line.key()), Numbers.brief(line.last())))
                .collect(Collectors.joining(", "));
        String description = "%s, from %s to %s. At the end: %s."
                .formatted(title, Numbers.day(trend.dates().get(0)), Numbers.day(lastDate(trend)), last);
        return Layout.chart(id, title, String.join(" ", notes), description, figures(title, trend));
    }

    private static Html figures(String title, Trend trend) {
        List<Html> header = new ArrayList<>(List.of(Layout.column("Date")));
        trend.lines().forEach(line -> header.add(Layout.numbers(name(line.key()))));
        List<List<Html>> rows = new ArrayList<>();
        int size = trend.dates().size();
        int stride = Math.max(1, (size + MOST_ROWS - 1) / MOST_ROWS);
        for (int i = (size - 1) % stride; i < size; i += stride) {
            List<Html> row = new ArrayList<>(
                    List.of(Layout.rowName(Numbers.day(trend.dates().get(i)))));
            for (Trend.Line line : trend.lines()) {
                row.add(
                        line.values().get(i) == null
                                ? Html.of("td", "number reason").text("none yet")
                                : Layout.brief(Figure.of(line.values().get(i)), ""));
            }
            rows.add(row);
        }
        String caption = stride == 1 ? title : "%s, one date in %d".formatted(title, stride);
        return Layout.table(caption, header, rows);
    }

    private static Html growth(Part<Growth> part) {
        String title = "Where growth came from";
        if (!part.isPresent()) {
            return Layout.noChart(title, part.absence());
        }
        List<Growth.Step> steps = part.content().steps();
        Growth.Step last = steps.get(steps.size() - 1);
        String note = "Persons in windows of 30 days, each against the one before it. Below zero: those who left.";
        return Layout.chart(
                "growth",
                title,
                note,
                "%s The last window: %s new, %s retained, %s resurrected, %s churned."
                        .formatted(
                                note,
                                spoken(last.newBuyers()),
                                spoken(last.retained()),
                                spoken(last.resurrected()),
                                spoken(last.churned())),
                growthTable("Growth accounting, windows of 30 days", "Window ends", steps, false));
    }

    private static Html growthByPlatform(Part<Growth> part) {
        if (!part.isPresent() || part.content().platforms().size() < 2) {
            return Html.of("div", "none");
        }
        return growthTable(
                "Growth accounting by platform, the last 30 days against the 30 days before",
                "Platform",
                part.content().platforms(),
                true);
    }

    private static Html growthTable(String caption, String first, List<Growth.Step> steps, boolean isByPlatform) {
        List<Html> header = List.of(
                Layout.column(first),
                headerOf(BuyerGrowth.NEW_BUYERS.meaning(), "New"),
                headerOf(BuyerGrowth.RETAINED_BUYERS.meaning(), "Retained"),
                headerOf(BuyerGrowth.RESURRECTED_BUYERS.meaning(), "Resurrected"),
                headerOf(BuyerGrowth.CHURNED_BUYERS.meaning(), "Churned"),
                headerOf(BuyerGrowth.QUICK_RATIO.meaning(), "Quick ratio"));
        List<List<Html>> rows = steps.stream()
                .map(step -> List.of(
                        Layout.rowName(isByPlatform ? step.platform() : Numbers.day(step.date())),
                        Layout.brief(step.newBuyers(), "buyers"),
                        Layout.brief(step.retained(), "buyers"),
                        Layout.brief(step.resurrected(), "buyers"),
                        Layout.brief(step.churned(), "buyers"),
                        step.quickRatio().isPresent()
                                ? Layout.number(
                                        Numbers.plain(step.quickRatio().value(), 2),
                                        step.quickRatio().value().toPlainString())
                                : quickRatioReason(step.quickRatio())))
                .toList();
        return Layout.table(caption, header, rows);
    }

    private static Html quickRatioReason(Figure quickRatio) {
        return io.souk.gold.Keys.NO_BASE.equals(quickRatio.reason())
                ? Html.of("td", "number reason").text("nobody left")
                : Layout.reason(quickRatio);
    }

    private static Html headerOf(String meaning, String title) {
        return Html.of("th", "number")
                .with("scope", "col")
                .with("title", meaning)
                .text(title);
    }

    private static Html bridge(DailyReport report, String currency) {
        String title = "From placed to net, the last 30 days";
        if (!report.bridge().isPresent()) {
            return Layout.noChart(title, report.bridge().absence());
        }
        Sales.Bridge bridge = report.bridge().content();
        String note = "%s to %s, all platforms. Refunds count on the date of their order."
                .formatted(Numbers.day(bridge.from()), Numbers.day(bridge.to()));
        String spoken = bridge.steps().stream()
                .map(step -> "%s %s".formatted(bridgeLabel(step), Numbers.brief(step.amount())))
                .collect(Collectors.joining(", "));
        List<List<Html>> rows = bridge.steps().stream()
                .map(step -> List.of(
                        Layout.rowName(bridgeLabel(step)),
                        Layout.number(Numbers.exact(step.amount()), Numbers.exact(step.amount()) + " " + currency),
                        Layout.cell(meaning(Gmv.TABLE, step.column()))))
                .toList();
        Html table = Layout.table(
                "The GMV bridge in " + currency,
                List.of(Layout.column("Line"), Layout.numbers(currency), Layout.column("Meaning")),
                rows);
        return Layout.chart("bridge", title, note, title + ": " + spoken + ".", table);
    }

    /** What a line of the bridge is called. */
    static String bridgeLabel(Sales.Step step) {
        return switch (step.column()) {
            case "gmv_placed" -> "Placed";
            case "unpaid" -> "Unpaid";
            case "gmv_paid" -> "Paid";
            case "cancelled" -> "Cancelled";
            case "refunded_by_order_date" -> "Refunded";
            case "gmv_net" -> "Net";
            case "platform_subsidy" -> "Subsidy";
            case "gmv_net_of_subsidy" -> "Net of subsidy";
            default -> Words.readable(step.column());
        };
    }

    /** The declared meaning of a column. */
    static String meaning(Table table, String column) {
        return table.columns().stream()
                .filter(declared -> declared.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s declares no column %s.".formatted(table, column)))
                .meaning();
    }

    private static java.time.LocalDate lastDate(Trend trend) {
        return trend.dates().get(trend.dates().size() - 1);
    }

    private static String name(String key) {
        return Tiers.COLOURS.containsKey(key) ? Words.readable(key) : Words.platform(key);
    }

    private static String spoken(Figure figure) {
        return figure.isPresent() ? Numbers.exact(figure.value()) : "unknown (" + figure.inWords() + ")";
    }
}
