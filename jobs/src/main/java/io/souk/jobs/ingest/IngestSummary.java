package io.souk.jobs.ingest;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What an ingest did.
 *
 * @param batches how many batches were read
 * @param files how many files they held
 * @param stages rows by stage: {@code read}, then the contracts
 * @param reasons rejected rows by stage and reason; a row with two reasons counts under both
 */
public record IngestSummary(
        String source, long batches, long files, List<StageTotal> stages, Map<StageReason, Long> reasons) {

    /** Rows of one stage, over all files. Rows in = accepted + quarantined + duplicates. */
    public record StageTotal(
            String stage, long rowsIn, long accepted, long quarantined, long duplicates, long leftOut) {}

    /** A reason for which rows of a stage were rejected. */
    public record StageReason(String stage, String reason) {}

    public void print(PrintStream out) {
        if (batches == 0) {
            out.printf("%s: nothing new%n", source);
            return;
        }
        out.printf("%s: %,d files in %,d batches%n", source, files, batches);
        SummaryTable.print(out, stages, reasons);
    }
}
