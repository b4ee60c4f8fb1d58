package io.souk.jobs.report;

import io.souk.math.MarkovChain;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ways that journeys take, drawn as streams from step to step: a bar for each state after each step, as high as its part
 * of all journeys, and a band for each way between two, as broad as the journeys that took it. Drawn without a script.
 */
final class JourneyFlow {

    private static final double WIDTH = 720;
    private static final double HEIGHT = 360;
    private static final double TOP = 24;
    private static final double BAR = 10;
    private static final double GAP = 6;
    private static final double LEFT = 4;
    private static final double ROOM_FOR_NAMES = 120;

    /** What is thinner is not named; hovering tells it. */
    private static final double NAMED = 11;

    private static final int COLOURS = 8;

    private final Journeys journeys;
    private final List<Map<String, Bar>> columns = new ArrayList<>();
    private final double scale;

    /** A state after a step: where it is drawn, and how much of its two sides is taken by bands. */
    private static final class Bar {

        private final double x;
        private final double y;
        private final long count;
        private double arrived;
        private double left;

        Bar(double x, double y, long count) {
            this.x = x;
            this.y = y;
            this.count = count;
        }
    }

    private JourneyFlow(Journeys journeys) {
        this.journeys = journeys;
        this.scale = (HEIGHT - TOP - GAP * journeys.states().size()) / journeys.journeys();
        double apart = (WIDTH - LEFT - BAR - ROOM_FOR_NAMES) / (Journeys.STEPS - 1);
        for (int step = 1; step <= Journeys.STEPS; step++) {
            columns.add(column(step, LEFT + (step - 1) * apart));
        }
    }

    /** The picture. */
    static Html of(Journeys journeys) {
        JourneyFlow flow = new JourneyFlow(journeys);
        Html picture = Html.of("svg", "flow")
                .with("viewBox", "0 0 %.0f %.0f".formatted(WIDTH, HEIGHT))
                .with("role", "img")
                .with(
                        "aria-label",
                        "Streams of journeys from channel to channel over the first %d steps"
                                .formatted(Journeys.STEPS));
        return picture.add(flow.headings()).add(flow.bands()).add(flow.bars());
    }

    private Map<String, Bar> column(int step, double x) {
        Map<String, Bar> column = new HashMap<>();
        double y = TOP;
        for (Journeys.State state : journeys.states()) {
            long count = journeys.steps().stream()
                    .filter(way -> way.step() == step && way.to().equals(state.name()))
                    .mapToLong(Measured.Stepped::journeys)
                    .sum();
            if (count > 0) {
                column.put(state.name(), new Bar(x, y, count));
                y += count * scale + GAP;
            }
        }
        return column;
    }

    private List<Html> headings() {
        List<Html> headings = new ArrayList<>();
        for (int step = 1; step <= Journeys.STEPS; step++) {
            double x = LEFT + (step - 1) * (WIDTH - LEFT - BAR - ROOM_FOR_NAMES) / (Journeys.STEPS - 1);
            headings.add(words("step", x, TOP - 10, "step " + step));
        }
        return headings;
    }

    private List<Html> bands() {
        List<Html> bands = new ArrayList<>();
        for (int step = 2; step <= Journeys.STEPS; step++) {
            for (Journeys.State from : journeys.states()) {
                for (Journeys.State to : journeys.states()) {
                    long count = count(step, from.name(), to.name());
                    if (count > 0) {
                        bands.add(band(
                                columns.get(step - 2).get(from.name()),
                                columns.get(step - 1).get(to.name()),
                                count,
                                colour(from.name()),
                                "%s to %s: %s"
                                        .formatted(
                                                Journeys.nameOf(from.name()),
                                                Journeys.nameOf(to.name()),
                                                part(count))));
                    }
                }
            }
        }
        return bands;
    }

    private long count(int step, String from, String to) {
        return journeys.steps().stream()
                .filter(way -> way.step() == step
                        && way.from().equals(from)
                        && way.to().equals(to))
                .mapToLong(Measured.Stepped::journeys)
                .sum();
    }

    private Html band(Bar from, Bar to, long count, String colour, String title) {
        double breadth = count * scale;
        double x1 = from.x + BAR;
        double x2 = to.x;
        double middle = (x1 + x2) / 2;
        double y1 = from.y + from.left;
        double y2 = to.y + to.arrived;
        from.left += breadth;
        to.arrived += breadth;
        String outline = String.format(
                Locale.ROOT,
                "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fV%.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ",
                x1,
                y1,
                middle,
                y1,
                middle,
                y2,
                x2,
                y2,
                y2 + breadth,
                middle,
                y2 + breadth,
                middle,
                y1 + breadth,
                x1,
                y1 + breadth);
        return Html.of("path", "band " + colour)
                .with("d", outline)
                .add(Html.of("title").text(title));
    }

    private List<Html> bars() {
        List<Html> bars = new ArrayList<>();
        for (int step = 1; step <= Journeys.STEPS; step++) {
            for (Journeys.State state : journeys.states()) {
                Bar bar = columns.get(step - 1).get(state.name());
                if (bar != null) {
                    addBar(bars, bar, step, state.name());
                }
            }
        }
        return bars;
    }

    private void addBar(List<Html> bars, Bar bar, int step, String state) {
        double height = Math.max(1, bar.count * scale);
        bars.add(Html.of("rect", colour(state))
                .with("x", number(bar.x))
                .with("y", number(bar.y))
                .with("width", number(BAR))
                .with("height", number(height))
                .add(Html.of("title")
                        .text("%s at step %d: %s".formatted(Journeys.nameOf(state), step, part(bar.count)))));
        if (height >= NAMED) {
            bars.add(words("name", bar.x + BAR + 4, bar.y + height / 2 + 4, Journeys.nameOf(state)));
        }
    }

    private String part(long count) {
        BigDecimal part = BigDecimal.valueOf(count)
                .divide(BigDecimal.valueOf(journeys.journeys()), java.math.MathContext.DECIMAL32);
        return "%s journeys, %s of all".formatted(Numbers.count(count), Numbers.percent(part));
    }

    /** The class that colours a state: channels as the chart of the same states does, in their order. */
    private String colour(String state) {
        if (state.equals(MarkovChain.CONVERSION)) {
            return "ordered";
        }
        if (state.equals(MarkovChain.NULL)) {
            return "ended";
        }
        List<String> names =
                journeys.states().stream().map(Journeys.State::name).toList();
        return "c" + (names.indexOf(state) % COLOURS + 1);
    }

    private static Html words(String kind, double x, double y, String text) {
        return Html.of("text", kind).with("x", number(x)).with("y", number(y)).text(text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
