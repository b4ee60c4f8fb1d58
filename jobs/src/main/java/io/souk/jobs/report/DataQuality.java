package io.souk.jobs.report;

import java.util.Comparator;
import java.util.List;

/**
 * What became of the rows that arrived.
 *
 * @param stages by source and stage
 * @param rejections by source, stage and reason, the most frequent first; a row with two reasons is in two of them
 */
public record DataQuality(Part<List<Stage>> stages, Part<List<Rejection>> rejections) {

    /** All files of a source at one stage: {@code read}, or the contract that its rows were mapped to. */
    public record Stage(
            String source,
            String stage,
            long files,
            long badFiles,
            long rowsIn,
            long accepted,
            long quarantined,
            long duplicate) {

        /** Whether every row that came in is accounted for. */
        public boolean addsUp() {
            return rowsIn == accepted + quarantined + duplicate;
        }
    }

    /**
     * Rows that were rejected for one reason.
     *
     * @param reason a code, or a code and a column: {@code absurd_date:placed_at}
     * @param samples at most two of the rows as the file had them, cut after 400 characters
     */
    public record Rejection(String source, String stage, String reason, long rows, long files, List<String> samples) {}

    static DataQuality of(Part<List<Measured.Ingested>> ingested, Part<List<Measured.Rejected>> rejected) {
        return new DataQuality(ingested.then(DataQuality::stages), rejected.then(DataQuality::rejections));
    }

    private static Part<List<Stage>> stages(List<Measured.Ingested> rows) {
        if (rows.isEmpty()) {
            return Part.absent("No file was ingested yet.");
        }
        return Part.of(rows.stream()
                .map(row -> new Stage(
                        row.source(),
                        row.stage(),
                        row.files(),
                        row.badFiles(),
                        row.rowsIn(),
                        row.accepted(),
                        row.quarantined(),
                        row.duplicate()))
                .sorted(Comparator.comparing(Stage::source)
                        .thenComparing(stage -> !stage.stage().equals(io.souk.bronze.IngestLog.READ))
                        .thenComparing(Stage::stage))
                .toList());
    }

    private static Part<List<Rejection>> rejections(List<Measured.Rejected> rows) {
        if (rows.isEmpty()) {
            return Part.absent("No row was rejected.");
        }
        return Part.of(rows.stream()
                .map(row ->
                        new Rejection(row.source(), row.stage(), row.reason(), row.rows(), row.files(), row.samples()))
                .toList());
    }
}
