package io.souk.jobs.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What is published: these versions of these tables, together.
 *
 * @param number counts publications from 1 up
 * @param runId the run that made them
 * @param publishedAt when they became visible
 * @param firstDate first business date that the tables cover
 * @param lastDate last business date that they cover
 * @param askedFrom first date that was asked for; null where it is that of the first order
 * @param reportingCurrency ISO 4217 code of every amount
 * @param orders orders in silver.orders
 * @param recipe digest of how the tables are made: where it changes, all of them are made again
 * @param batches last batch of each source that the tables hold
 * @param versions Delta version by qualified table name ({@code gold.gmv})
 * @param audits what was checked before publishing; all of them passed
 */
public record Publication(
        long number,
        String runId,
        Instant publishedAt,
        LocalDate firstDate,
        LocalDate lastDate,
        LocalDate askedFrom,
        String reportingCurrency,
        long orders,
        String recipe,
        Map<String, Long> batches,
        Map<String, Long> versions,
        List<AuditResult> audits) {

    /** The id of a run that begins at a moment. */
    public static String runId(Instant startedAt) {
        return "run-" + startedAt.toString().replaceAll("[:.]", "-");
    }

    /** The same tables, made visible anew: what a rollback publishes. */
    public Publication again(long newNumber, Instant at) {
        return new Publication(
                newNumber,
                runId,
                at,
                firstDate,
                lastDate,
                askedFrom,
                reportingCurrency,
                orders,
                recipe,
                batches,
                versions,
                audits);
    }

    /** The same rows in other versions of the tables: what compaction publishes. */
    public Publication with(Map<String, Long> newVersions) {
        return new Publication(
                number,
                runId,
                publishedAt,
                firstDate,
                lastDate,
                askedFrom,
                reportingCurrency,
                orders,
                recipe,
                batches,
                newVersions,
                audits);
    }

    /**
     * One check of a run.
     *
     * @param name short name: {@code segments_add_up}
     * @param sentence what is checked, in a sentence
     * @param passed whether it held
     * @param detail what was found: figures where it held, offending rows where not
     */
    public record AuditResult(String name, String sentence, boolean passed, String detail) {}
}
