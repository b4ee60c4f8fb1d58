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
