package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.souk.bronze.Contract;
import io.souk.bronze.Quarantine;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.IngestSummary.StageReason;
import io.souk.jobs.ingest.IngestSummary.StageTotal;
import io.souk.jobs.lake.MappingSession;
import io.souk.table.TableColumn;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What a mapping would yield and reject, tried on the files of a folder. Nothing is written, and nothing that was read
 * before counts: the first batch is read as if it were the first of all.
 *
 * @param files how many files were read, at most those of one batch
 * @param stages rows by stage
 * @param reasons rejected rows by stage and reason; a row with two reasons counts under both
 * @param samples by contract, a few of the rows that it would yield, in JSON
 * @param rejections for each stage and reason, one of the rejected rows
 */
public record SourceCheck(
        String source,
        long files,
        List<StageTotal> stages,
        Map<StageReason, Long> reasons,
        Map<String, List<String>> samples,
        List<Rejection> rejections) {

    private static final int SAMPLES = 3;

    /**
     * A rejected row.
     *
     * @param raw the record as the file has it; empty where a whole file was rejected
     */
    public record Rejection(String stage, String file, List<String> reasons, String raw) {}

    /**
     * Tries a mapping.
     *
     * @param inputDir the folder below which the mapping's paths lie
     * @param arrivedAt now: later times than a day after it are not believed
     */
    public static SourceCheck run(MappingSession session, SourceMapping mapping, String inputDir, Instant arrivedAt) {
        Selects selects = Selects.check(mapping, session);
        BatchPlan plan = new Planner(mapping, selects, session.folder(inputDir))
                .next(FileLedger.empty(), 1, arrivedAt)
                .orElseThrow(() -> new IllegalArgumentException("%s finds nothing to read below %s"
                        .formatted(mapping.file().name(), inputDir)));
        try (BatchReader batch = BatchReader.read(
                session, mapping, selects, plan, contract -> Optional.empty(), Optional.empty(), step -> {})) {
            Map<String, List<String>> samples = new LinkedHashMap<>();
            for (BatchReader.JudgedRows rows : batch.judged()) {
                samples.put(rows.contract().name(), sample(rows));
            }
            return new SourceCheck(
                    mapping.source(),
                    plan.files(),
                    SummaryTable.totals(batch.counts()),
                    batch.reasons(),
                    samples,
                    rejections(batch));
        }
    }

    private static List<String> sample(BatchReader.JudgedRows rows) {
        Contract contract = rows.contract();
        Column[] content = contract.content().stream().map(TableColumn::col).toArray(Column[]::new);
        return rows.accepted().select(to_json(struct(content))).limit(SAMPLES).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static List<Rejection> rejections(BatchReader batch) {
        List<Rejection> rejections = new ArrayList<>();
        Column sample = struct(
                Contract.SOURCE_FILE.col(),
                coalesce(Quarantine.RAW.col(), lit("")).as("raw"),
                Quarantine.REASONS.col());
        batch.rejected()
                .select(
                        Quarantine.STAGE.col(),
                        explode(Quarantine.REASONS.col()).as("reason"),
                        sample.as("sample"))
                .groupBy(Quarantine.STAGE.name(), "reason")
                .agg(min("sample"))
                .orderBy(Quarantine.STAGE.name(), "reason")
                .collectAsList()
                .forEach(row -> {
                    Row found = row.getStruct(2);
                    rejections.add(
                            new Rejection(row.getString(0), found.getString(0), found.getList(2), found.getString(1)));
                });
        return rejections;
    }

    public void print(PrintStream out) {
        out.printf("%s: %,d files read, nothing written%n", source, files);
        SummaryTable.print(out, stages, reasons);
        samples.forEach((contract, rows) -> {
            out.printf("%n%s would gain rows such as%n", contract);
            rows.forEach(row -> out.printf("  %s%n", row));
            if (rows.isEmpty()) {
                out.println("  (none)");
            }
        });
        if (!rejections.isEmpty()) {
            out.printf("%nRejected rows such as%n");
        }
        for (Rejection rejection : rejections) {
            out.printf("  %s, %s: %s%n", rejection.stage(), rejection.file(), String.join(", ", rejection.reasons()));
            if (!rejection.raw().isEmpty()) {
                out.printf("    %s%n", shortened(rejection.raw()));
            }
        }
    }

    private static String shortened(String raw) {
        String line = raw.replace("\r", "\\r").replace("\n", "\\n");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
