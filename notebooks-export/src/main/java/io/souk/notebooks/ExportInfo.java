package io.souk.notebooks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * Which publication was extracted.
 *
 * @param runId the run that made the tables
 * @param publishedAt when they became visible
 * @param firstDate first business date that they cover
 * @param lastDate last business date that they cover
 * @param reportingCurrency ISO 4217 code of every amount
 * @param rowCounts rows published, by table name: the extracts must have as many
 */
public record ExportInfo(
        String runId,
        Instant publishedAt,
        LocalDate firstDate,
        LocalDate lastDate,
        String reportingCurrency,
        Map<String, Long> rowCounts) {

    public ExportInfo {
        rowCounts = Map.copyOf(rowCounts);
    }
}
