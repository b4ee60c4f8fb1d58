package io.souk.jobs.ingest;

import io.souk.jobs.ingest.IngestSummary.StageReason;
import io.souk.jobs.ingest.IngestSummary.StageTotal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of stages, added up and shown as a table. */
final class SummaryTable {

    private SummaryTable() {}

    /** Adds the counts of files up by stage, stages in the order in which they first occur. */
    static List<StageTotal> totals(List<StageCount> counts) {
        Map<String, StageTotal> totals = new LinkedHashMap<>();
        for (StageCount count : counts) {
            totals.merge(
                    count.stage(),
                    new StageTotal(
                            count.stage(),
                            count.rowsIn(),
                            count.accepted(),
                            count.quarantined(),
                            count.duplicates(),
                            count.leftOut()),
                    (a, b) -> new StageTotal(
                            a.stage(),
                            a.rowsIn() + b.rowsIn(),
                            a.accepted() + b.accepted(),
                            a.quarantined() + b.quarantined(),
                            a.duplicates() + b.duplicates(),
                            a.leftOut() + b.leftOut()));
        }
        return new ArrayList<>(totals.values());
    }

    static void print(PrintStream out, List<StageTotal> stages, Map<StageReason, Long> reasons) {
        out.printf(
                "%-16s %12s %12s %12s %12s %12s%n",
                "stage", "rows in", "accepted", "quarantined", "duplicates", "left out");
        for (StageTotal stage : stages) {
            out.printf(
                    "%-16s %,12d %,12d %,12d %,12d %,12d%n",
                    stage.stage(),
                    stage.rowsIn(),
                    stage.accepted(),
                    stage.quarantined(),
                    stage.duplicates(),
                    stage.leftOut());
            reasons.forEach((reason, rows) -> {
                if (reason.stage().equals(stage.stage())) {
                    out.printf("  %-51s %,12d%n", reason.reason(), rows);
                }
            });
        }
    }
}
