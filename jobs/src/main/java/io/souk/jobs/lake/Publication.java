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
 * @param reportingCurrency ISO 4217 code of every amount
 * @param orders orders in silver.orders
 * @param versions Delta version by qualified table name ({@code gold.gmv})
 * @param audits what was checked before publishing; all of them passed
 */
public record Publication(
        long number,
        String runId,
        Instant publishedAt,
        LocalDate firstDate,
        LocalDate lastDate,
        String reportingCurrency,
        long orders,
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
