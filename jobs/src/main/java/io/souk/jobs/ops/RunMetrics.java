package io.souk.jobs.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The record of a run as metrics: for Prometheus, and for the metrics system of Spark. */
public final class RunMetrics {

    private static final String PREFIX = "souk_";

    private RunMetrics() {}

    /** Figures of one kind: {@code help} says what they are. */
    private record Family(String name, String help, List<Sample> samples) {

        Family(String name, String help, Sample sample) {
            this(name, help, List.of(sample));
        }

        Family(String name, String help, Stream<Sample> samples) {
            this(name, help, samples.toList());
        }
    }

    private record Label(String name, String value) {}

    private record Sample(BigDecimal value, List<Label> labels) {

        static Sample of(long value, Label... labels) {
            return new Sample(BigDecimal.valueOf(value), List.of(labels));
        }

        /** In seconds. */
        static Sample ofMillis(long millis, Label... labels) {
            return new Sample(BigDecimal.valueOf(millis, 3), List.of(labels));
        }
    }

    private static List<Family> families(RunRecord record) {
        boolean isWell = record.outcome() == RunRecord.Outcome.PUBLISHED || record.outcome() == RunRecord.Outcome.DONE;
        String outcome = record.outcome().name().toLowerCase(Locale.ROOT);
        return List.of(
                new Family(
                        "run_success",
                        "1 where the last command ended well, else 0.",
                        Sample.of(isWell ? 1 : 0, new Label("command", record.command()))),
                new Family(
                        "run_outcome",
                        "How the last command ended: the outcome is a label.",
                        Sample.of(1, new Label("outcome", outcome))),
                new Family(
                        "run_end_timestamp_seconds",
                        "When it ended, in seconds since 1970.",
                        Sample.of(record.endedAt().getEpochSecond())),
                new Family(
                        "run_seconds",
                        "How long it took, in seconds.",
                        Sample.ofMillis(record.lasted().toMillis())),
                new Family(
                        "publication_number",
                        "Number of what it published; 0 where it published nothing.",
                        Sample.of(record.publication())),
                new Family(
                        "step_seconds",
                        "How long a step took, in seconds; steps run side by side.",
                        record.steps().stream()
                                .map(step -> Sample.ofMillis(step.millis(), new Label("step", step.name())))),
                new Family(
                        "step_rows",
                        "Rows that a step wrote.",
                        record.steps().stream()
                                .filter(step -> step.rows() > 0)
                                .map(step -> Sample.of(step.rows(), new Label("step", step.name())))),
                new Family(
                        "source_rows",
                        "Rows read of a source, and what became of them.",
                        record.sources().stream().flatMap(RunMetrics::fates)),
                new Family(
                        "failed_audits",
                        "Laws that did not hold.",
                        Sample.of(record.failedAudits().size())));
    }

    private static Stream<Sample> fates(RunRecord.Source source) {
        Label name = new Label("source", source.source());
        return Stream.of(
                Sample.of(source.rowsRead(), name, new Label("fate", "read")),
                Sample.of(source.rowsAccepted(), name, new Label("fate", "accepted")),
                Sample.of(source.rowsQuarantined(), name, new Label("fate", "quarantined")),
                Sample.of(source.rowsDuplicate(), name, new Label("fate", "duplicate")));
    }

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
     * The same figures for the metrics system of Spark, which knows no labels: what they say is part of the name here, as in
     * {@code step_seconds.staging_gold_gmv}.
     */
    public static Map<String, Number> figures(RunRecord record) {
        Map<String, Number> figures = new TreeMap<>();
        for (Family family : families(record)) {
            for (Sample sample : family.samples()) {
                String name = Stream.concat(
                                Stream.of(family.name()),
                                sample.labels().stream().map(label -> word(label.value())))
                        .collect(Collectors.joining("."));
                figures.put(name, sample.value());
            }
        }
        return figures;
    }

    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9-]+", "_");
    }

    private static String text(RunRecord record) {
        StringBuilder text = new StringBuilder();
        for (Family family : families(record)) {
            String name = PREFIX + family.name();
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(family.help())
                    .append('\n');
            text.append("# TYPE ").append(name).append(" gauge\n");
            for (Sample sample : family.samples()) {
                text.append(name)
                        .append(labels(sample))
                        .append(' ')
                        .append(sample.value())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String labels(Sample sample) {
        return sample.labels().isEmpty()
                ? ""
                : sample.labels().stream()
                        .map(label -> "%s=\"%s\"".formatted(label.name(), escaped(label.value())))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
