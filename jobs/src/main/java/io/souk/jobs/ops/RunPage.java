package io.souk.jobs.ops;

import io.souk.jobs.lake.Publication;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** One run, for people. */
public final class RunPage {

    private RunPage() {}

    /**
     * Prints a run.
     *
     * @param record what was written down of it; none for runs before records were kept
     * @param publication what it published; none where it published nothing
     */
    public static void print(PrintStream out, Optional<RunRecord> record, Optional<Publication> publication) {
        record.ifPresent(run -> head(out, run));
        publication.ifPresent(published -> published(out, published));
        record.ifPresent(run -> steps(out, run));
        publication.ifPresent(published -> {
            out.printf("%nversions%n");
            new TreeMap<>(published.versions())
                    .forEach((table, version) -> out.printf("  %-32s %8d%n", table, version));
            out.printf("%naudits, all passed%n");
            published.audits().forEach(audit -> out.printf("  %-32s %s%n", audit.name(), audit.sentence()));
        });
        record.ifPresent(run -> {
            if (!run.failedAudits().isEmpty()) {
                out.printf("%naudits that failed%n");
                run.failedAudits()
                        .forEach(audit ->
                                out.printf("  %s: %s Found: %s%n", audit.name(), audit.sentence(), audit.detail()));
            }
        });
    }

    private static void head(PrintStream out, RunRecord run) {
        out.printf("%s: souk %s%n", run.id(), run.command());
        out.printf("  %-12s %s%n", "outcome", run.outcome().name().toLowerCase(Locale.ROOT));
        out.printf("  %-12s %s%n", "started", run.startedAt());
        if (run.outcome() == RunRecord.Outcome.UNFINISHED) {
            out.println(
                    "  It wrote down no end: it is still running, or it was killed. Start it again; that does no harm.");
        } else {
            out.printf(
                    "  %-12s %s, after %,d s%n",
                    "ended", run.endedAt(), run.lasted().toSeconds());
        }
        if (!run.message().isEmpty()) {
            out.printf("  %s%n", run.message());
        }
        for (RunRecord.Source source : run.sources()) {
            out.printf(
                    "  read %s: %,d files, %,d rows, %,d accepted, %,d quarantined, %,d duplicates%n",
                    source.source(),
                    source.files(),
                    source.rowsRead(),
                    source.rowsAccepted(),
                    source.rowsQuarantined(),
                    source.rowsDuplicate());
        }
    }

    private static void published(PrintStream out, Publication published) {
        out.printf(
                "publication %d of %s: %s to %s in %s, %,d orders%n",
                published.number(),
                published.runId(),
                published.firstDate(),
                published.lastDate(),
                published.reportingCurrency(),
                published.orders());
    }

    private static void steps(PrintStream out, RunRecord run) {
        if (run.steps().isEmpty()) {
            return;
        }
        out.printf("%n%-50s %9s %12s%n", "steps, side by side", "seconds", "rows");
        run.steps()
                .forEach(step -> out.printf(
                        "  %-48s %9.1f %12s%n",
                        step.name(), step.millis() / 1000.0, step.rows() == 0 ? "" : "%,d".formatted(step.rows())));
    }
}
