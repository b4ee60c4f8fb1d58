package io.souk.jobs.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The record of a run as metrics: for Prometheus, and for the metrics system of Spark. */
public final class RunMetrics {

    private static final double MILLIS = 1_000;

    private RunMetrics() {}

    /**
     * Writes the text format of Prometheus, for the textfile collector of its node exporter. The file appears whole or not at
     * all.
     */
    public static void write(RunRecord record, Path file) {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(draft, text(record), StandardCharsets.UTF_8);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The metrics cannot be written to %s: %s. Name another file with --metrics."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * The same figures for the metrics system of Spark. What a label says there is part of the name here:
     * {@code step_seconds.staging_gold_gmv}.
     */
    public static Map<String, Number> figures(RunRecord record) {
        Map<String, Number> figures = new TreeMap<>();
        figures.put("run_success", isWell(record) ? 1 : 0);
        figures.put("run_end_timestamp_seconds", record.endedAt().getEpochSecond());
        figures.put("run_seconds", record.lasted().toMillis() / MILLIS);
        figures.put("publication_number", record.publication());
        figures.put("failed_audits", record.failedAudits().size());
        for (RunRecord.Step step : record.steps()) {
            figures.put("step_seconds." + word(step.name()), step.millis() / MILLIS);
            if (step.rows() > 0) {
                figures.put("step_rows." + word(step.name()), step.rows());
            }
        }
        for (RunRecord.Source source : record.sources()) {
            String rows = "source_rows." + word(source.source()) + ".";
            figures.put(rows + "read", source.rowsRead());
            figures.put(rows + "accepted", source.rowsAccepted());
            figures.put(rows + "quarantined", source.rowsQuarantined());
            figures.put(rows + "duplicate", source.rowsDuplicate());
        }
        return figures;
    }

    private static boolean isWell(RunRecord record) {
        return record.outcome() == RunRecord.Outcome.PUBLISHED || record.outcome() == RunRecord.Outcome.DONE;
    }

    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9-]+", "_");
    }

    static String text(RunRecord record) {
        StringBuilder text = new StringBuilder();
        family(text, "souk_run_success", "1 where the last command ended well, else 0.");
        sample(text, "souk_run_success", label("command", record.command()), isWell(record) ? "1" : "0");
        family(text, "souk_run_outcome", "How the last command ended: the outcome is a label.");
        sample(
                text,
                "souk_run_outcome",
                label("outcome", record.outcome().name().toLowerCase(Locale.ROOT)),
                "1");
        family(text, "souk_run_end_timestamp_seconds", "When it ended, in seconds since 1970.");
        sample(
                text,
                "souk_run_end_timestamp_seconds",
                "",
                Long.toString(record.endedAt().getEpochSecond()));
        family(text, "souk_run_seconds", "How long it took, in seconds.");
        sample(text, "souk_run_seconds", "", seconds(record.lasted().toMillis()));
        family(text, "souk_publication_number", "Number of what it published; 0 where it published nothing.");
        sample(text, "souk_publication_number", "", Long.toString(record.publication()));
        family(text, "souk_step_seconds", "How long a step took, in seconds; steps run side by side.");
        record.steps()
                .forEach(step -> sample(text, "souk_step_seconds", label("step", step.name()), seconds(step.millis())));
        family(text, "souk_step_rows", "Rows that a step wrote.");
        record.steps().stream()
                .filter(step -> step.rows() > 0)
                .forEach(step -> sample(text, "souk_step_rows", label("step", step.name()), "" + step.rows()));
        family(text, "souk_source_rows", "Rows read of a source, and what became of them.");
        for (RunRecord.Source source : record.sources()) {
            source(text, source, "read", source.rowsRead());
            source(text, source, "accepted", source.rowsAccepted());
            source(text, source, "quarantined", source.rowsQuarantined());
            source(text, source, "duplicate", source.rowsDuplicate());
        }
        family(text, "souk_failed_audits", "Laws that did not hold.");
        sample(text, "souk_failed_audits", "", "" + record.failedAudits().size());
        return text.toString();
    }

    private static void source(StringBuilder text, RunRecord.Source source, String fate, long rows) {
        sample(text, "souk_source_rows", label("source", source.source()) + "," + label("fate", fate), "" + rows);
    }

    private static void family(StringBuilder text, String name, String sentence) {
        text.append("# HELP ").append(name).append(' ').append(sentence).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private static void sample(StringBuilder text, String name, String labels, String value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static String seconds(long millis) {
        return "%d.%03d".formatted(millis / 1000, millis % 1000);
    }
}
