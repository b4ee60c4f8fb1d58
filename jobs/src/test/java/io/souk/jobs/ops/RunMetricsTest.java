package io.souk.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

    private static final RunRecord RECORD = new RunRecord(
            "run-1",
            "run",
            Instant.parse("2024-06-02T01:00:00Z"),
            Instant.parse("2024-06-02T01:01:02.003Z"),
            RunRecord.Outcome.PUBLISHED,
            "",
            7,
            List.of(new RunRecord.Source("the \"shop\"", 1, 2, 10, 8, 2, 0)),
            List.of(new RunRecord.Step("staging gold.gmv", 1_250, 40), new RunRecord.Step("publishing", 5, 0)),
            List.of());

    @Test
    void whatARunDidIsWrittenForPrometheus(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("metrics/souk.prom");
        RunMetrics.write(RECORD, file);
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "souk_run_success{command=\"run\"} 1",
                        "souk_run_outcome{outcome=\"published\"} 1",
                        "souk_run_end_timestamp_seconds 1717290062",
                        "souk_run_seconds 62.003",
                        "souk_publication_number 7",
                        "souk_step_seconds{step=\"staging gold.gmv\"} 1.250",
                        "souk_step_seconds{step=\"publishing\"} 0.005",
                        "souk_step_rows{step=\"staging gold.gmv\"} 40",
                        "souk_source_rows{source=\"the \\\"shop\\\"\",fate=\"read\"} 10",
                        "souk_source_rows{source=\"the \\\"shop\\\"\",fate=\"accepted\"} 8",
                        "souk_source_rows{source=\"the \\\"shop\\\"\",fate=\"quarantined\"} 2",
                        "souk_source_rows{source=\"the \\\"shop\\\"\",fate=\"duplicate\"} 0",
                        "souk_failed_audits 0");
        assertThat(Files.readString(file)).contains("# TYPE souk_run_seconds gauge\n");
        assertThat(folder.resolve("metrics"))
                .isDirectoryNotContaining(left -> left.toString().endsWith(".draft"));
    }

    @Test
    void theSameFiguresAreNamedByTheirLabelsForSpark() {
        Map<String, Number> figures = RunMetrics.figures(RECORD);
        assertThat(figures)
                .hasSize(13)
                .containsEntry("run_success.run", BigDecimal.ONE)
                .containsEntry("run_seconds", new BigDecimal("62.003"))
                .containsEntry("step_seconds.staging_gold_gmv", new BigDecimal("1.250"))
                .containsEntry("source_rows.the_shop_.accepted", BigDecimal.valueOf(8));
    }
}
