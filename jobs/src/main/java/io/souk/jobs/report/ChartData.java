package io.souk.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souk.gold.Keys;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The data that the charts draw, as one JSON document. Names from data are values only, never keys, so that none of
 * them can touch an object's prototype.
 */
final class ChartData {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChartData() {}

    /** JSON that may stand inside a script element: no markup can begin or end in it. */
    static String of(DailyReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("currency", report.publication().reportingCurrency());
        Map<String, Integer> colours = colours(report);
        putTrend(root, "buyers-year", report.buyersOfYear(), colours);
        putTrend(root, "buyers-month", report.buyersOfMonth(), colours);
        putTrend(root, "buyers-tier", report.buyersByTier(), Tiers.COLOURS);
        putTrend(root, "sales-platform", report.salesByPlatform(), colours);
        putTrend(root, "sales-tier", report.salesByTier(), Tiers.COLOURS);
        if (report.growth().isPresent()) {
            putGrowth(root.putObject("growth"), report.growth().content());
        }
        if (report.bridge().isPresent()) {
            ArrayNode steps = root.putArray("bridge");
            report.bridge()
                    .content()
                    .steps()
                    .forEach(step -> steps.addObject()
                            .put("name", BuyersAndSales.bridgeLabel(step))
                            .put("amount", step.amount())
                            .put("isTotal", step.isTotal()));
        }
        if (report.attribution().isPresent()) {
            putAttribution(root.putObject("attribution"), report.attribution().content());
        }
        if (report.funnel().isPresent()) {
            putFunnel(root.putObject("funnel"), report.funnel().content());
        }
        if (report.chains().isPresent()) {
            putChains(root.putArray("chains"), report.chains().content());
        }
        if (report.competition().isPresent()) {
            Competition competition = report.competition().content();
            putTrend(root, "share-trend", competition.shares(), colours);
            ArrayNode rivals = root.putArray("rivals");
            competition
                    .rivals()
                    .forEach(rival -> rivals.addObject()
                            .put("name", rival.platform())
                            .put("buyers", rival.buyersShare().value())
                            .put("gmv", rival.gmvShare().value()));
        }
        return escaped(root);
    }

    /** One colour per platform, the same in every chart and, as long as the platforms stay, on every day. */
    private static Map<String, Integer> colours(DailyReport report) {
        TreeSet<String> names = new TreeSet<>();
        report.platforms().forEach(standing -> names.add(standing.platform()));
        Map<String, Integer> colours = new TreeMap<>();
        names.forEach(name -> colours.put(name, colours.size()));
        return colours;
    }

    private static void putTrend(ObjectNode root, String name, Part<Trend> part, Map<String, Integer> colours) {
        if (!part.isPresent()) {
            return;
        }
        Trend trend = part.content();
        ObjectNode node = root.putObject(name);
        node.put("daysPerPoint", trend.daysPerPoint());
        node.put(
                "completeFrom",
                trend.completeFrom() == null ? null : trend.completeFrom().toString());
        ArrayNode dates = node.putArray("dates");
        trend.dates().forEach(date -> dates.add(date.toString()));
        ArrayNode lines = node.putArray("lines");
        for (Trend.Line line : trend.lines()) {
            ObjectNode drawn = lines.addObject();
            drawn.put("name", colours == Tiers.COLOURS ? Words.readable(line.key()) : Words.platform(line.key()));
            drawn.put("isTotal", line.key().equals(Keys.ALL));
            drawn.put("colour", colours.getOrDefault(line.key(), -1));
            ArrayNode values = drawn.putArray("values");
            line.values().forEach(values::add);
        }
    }

    private static void putGrowth(ObjectNode node, Growth growth) {
        ArrayNode steps = node.putArray("steps");
        growth.steps()
                .forEach(step -> steps.addObject()
                        .put("date", step.date().toString())
                        .put("new", step.newBuyers().value())
                        .put("retained", step.retained().value())
                        .put("resurrected", step.resurrected().value())
                        .put("churned", step.churned().value()));
    }

    private static void putAttribution(ObjectNode node, Attribution attribution) {
        ArrayNode models = node.putArray("models");
        attribution.models().forEach(model -> models.add(Words.readable(model)));
        putEarners(node.putArray("channels"), attribution.channels());
        putEarners(node.putArray("sharerTypes"), attribution.sharerTypes());
    }

    private static void putFunnel(ObjectNode node, Funnel funnel) {
        ArrayNode steps = node.putArray("steps");
        Funnel.STEPS.forEach(steps::add);
        ArrayNode sharers = node.putArray("sharers");
        for (Funnel.Sharer sharer : funnel.sharers()) {
            ArrayNode counts = sharers.addObject()
                    .put("name", Words.readable(sharer.type()))
                    .putArray("counts");
            sharer.steps().forEach(counts::add);
        }
    }

    private static void putChains(ArrayNode node, Chains chains) {
        for (Chains.Month month : chains.months()) {
            ObjectNode drawn = node.addObject()
                    .put("month", month.month().toString())
                    .put("k", month.kFactor().value());
            ArrayNode shares = drawn.putArray("shares");
            month.byDepth().forEach(shares::add);
        }
    }

    private static void putEarners(ArrayNode node, List<Attribution.Earner> earners) {
        for (Attribution.Earner earner : earners) {
            ObjectNode drawn = node.addObject().put("name", Words.readable(earner.name()));
            ArrayNode amounts = drawn.putArray("net");
            for (BigDecimal amount : earner.net()) {
                amounts.add(amount);
            }
        }
    }

    private static String escaped(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain numbers and texts could not be written as JSON.", impossible);
        }
    }
}
