package io.souk.jobs.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souk.jobs.lake.LandingWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Writes a made-up market as the exports of its platforms, mapped by {@code conf/sources/simulated.yaml}, and with it
 * {@code truth.json}: questions in SQL with the answers that the published tables must give, counted from what was
 * planted.
 *
 * <p>Equal settings give equal files, byte for byte. Twelve-month active buyers, monthly users and paid GMV of each
 * company follow its reports at the scale; see {@link Company} for the figures and {@link OrderPlans} for how few orders
 * stand for many.
 */
public final class Simulation {

    /** Name of the file with the planted figures. */
    public static final String TRUTH_FILE = "truth.json";

    private Simulation() {}

    /**
     * What was written.
     *
     * @param orders placed
     * @param rows in all files, with those that arrive twice or make no sense
     * @param lateRows rows that arrive after the day on which they happened
     * @param questions in {@link #TRUTH_FILE}
     */
    public record Summary(long orders, long rows, long lateRows, int questions) {}

    /** Makes the market and writes it into the writer's empty folder. The truth is written last: where it lies, all does. */
    public static Summary write(LandingWriter writer, SimulationSettings settings) {
        SimulatedBlocks blocks = new SimulatedBlocks(settings);
        References.write(writer, settings);
        Map<String, Long> figures = writer.write(blocks);
        List<Questions.Question> questions = Questions.of(settings);
        writer.write(TRUTH_FILE, List.of(truth(questions, figures)));
        return summary(figures, questions.size());
    }

    private static String truth(List<Questions.Question> questions, Map<String, Long> figures) {
        JsonMapper json = new JsonMapper();
        ArrayNode entries = json.createArrayNode();
        for (Questions.Question question : questions) {
            long figure = figures.getOrDefault(question.name(), 0L);
            ObjectNode entry = entries.addObject().put("name", question.name()).put("sql", question.sql());
            if (question.isMoney()) {
                entry.put("expected", BigDecimal.valueOf(figure, 2).toPlainString());
            } else {
                entry.put("expected", figure);
            }
        }
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The planted figures cannot be written as JSON", e);
        }
    }

    private static Summary summary(Map<String, Long> figures, int questions) {
        long orders = 0;
        for (Marketplace marketplace : Marketplace.ALL) {
            orders += figures.getOrDefault(Questions.sales("orders_placed", marketplace.platform()), 0L);
        }
        long rows = 0;
        for (LandingInput input : LandingInput.values()) {
            rows += figures.getOrDefault(Questions.accepted(input), 0L)
                    + figures.getOrDefault(Questions.duplicates(input), 0L);
        }
        for (String[] kind : BadRow.kinds()) {
            rows += figures.getOrDefault(Questions.quarantined(kind[0], kind[1]), 0L);
        }
        return new Summary(orders, rows, figures.getOrDefault(Questions.LATE_ROWS, 0L), questions);
    }
}
