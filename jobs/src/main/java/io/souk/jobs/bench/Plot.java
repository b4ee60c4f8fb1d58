package io.souk.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Seconds per million orders by the size of the market, a line for each way; both axes grow by powers of ten. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 200;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int LINE = 18;
    private static final double MILLION = 1e6;

    /** Told apart by people who see fewer colours too. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");

    /** Median seconds by way, then by orders. */
    private final Map<String, Map<Long, Double>> seconds = new LinkedHashMap<>();

    /**
     * Notes what a size has taken.
     *
     * @param measured measurements by way
     */
    void add(long orders, Map<String, List<Measurement>> measured) {
        measured.forEach((way, rounds) -> seconds.computeIfAbsent(way, name -> new LinkedHashMap<>())
                .put(orders, Scores.median(rounds, Measurement::seconds) / (orders / MILLION)));
    }

    /**
     * Writes the plot as SVG.
     *
     * @return the file; nothing is written where nothing was noted
     */
    Path write(Path file) {
        if (!seconds.isEmpty()) {
            try {
                Files.writeString(file, svg());
            } catch (IOException e) {
                throw new UncheckedIOException("The plot %s cannot be written".formatted(file), e);
            }
        }
        return file;
    }

    private String svg() {
        Axis orders = Axis.around(seconds.values().stream()
                .flatMap(line -> line.keySet().stream())
                .map(Long::doubleValue)
                .toList());
        Axis cost = Axis.around(seconds.values().stream()
                .flatMap(line -> line.values().stream())
                .toList());
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(svg, LEFT, TOP - 16, "start", "Backfill of activity: seconds per million orders");
        for (double tick : orders.ticks()) {
            double x = x(orders, tick);
            rule(svg, x, TOP, x, HEIGHT - BOTTOM);
            text(svg, x, HEIGHT - BOTTOM + LINE, "middle", String.format(Locale.ROOT, "%,.0f", tick));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "orders");
        for (double tick : cost.ticks()) {
            double y = y(cost, tick);
            rule(svg, LEFT, y, WIDTH - RIGHT, y);
            text(svg, LEFT - 8, y + 4, "end", tick < 1 ? String.valueOf(tick) : "%,.0f".formatted(tick));
        }
        int way = 0;
        for (Map.Entry<String, Map<Long, Double>> line : seconds.entrySet()) {
            String colour = COLOURS.get(way % COLOURS.size());
            line(svg, orders, cost, line.getValue(), colour);
            double y = TOP + LINE * (way + 1.0);
            svg.append("<circle cx=\"%d\" cy=\"%.0f\" r=\"4\" fill=\"%s\"/>%n"
                    .formatted(WIDTH - RIGHT + 20, y - 4, colour));
            text(svg, WIDTH - RIGHT + 30, y, "start", line.getKey());
            way++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, Axis orders, Axis cost, Map<Long, Double> values, String colour) {
        List<String> points = new ArrayList<>();
        values.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(value -> {
            double x = x(orders, value.getKey());
            double y = y(cost, value.getValue());
            points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%,d orders: %.2f s per million</title></circle>%n",
                    x,
                    y,
                    colour,
                    value.getKey(),
                    value.getValue()));
        });
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                .formatted(String.join(" ", points), colour));
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.part(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333333\">%s</text>%n",
                x,
                y,
                anchor,
                text));
    }

    /**
     * Powers of ten.
     *
     * @param first exponent at the begin of the axis
     * @param last exponent at its end, greater than the first
     */
    private record Axis(int first, int last) {

        static Axis around(List<Double> values) {
            double least =
                    values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            int first = (int) Math.floor(Math.log10(least));
            return new Axis(first, Math.max(first + 1, (int) Math.ceil(Math.log10(most))));
        }

        double part(double value) {
            return (Math.log10(value) - first) / (last - first);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int exponent = first; exponent <= last; exponent++) {
                ticks.add(Math.pow(10, exponent));
            }
            return ticks;
        }
    }
}
