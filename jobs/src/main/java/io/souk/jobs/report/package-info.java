/**
 * The daily report: the figures of one date from the published tables ({@link io.souk.jobs.report.DailyReport}), and
 * the one HTML page that shows them ({@link io.souk.jobs.report.HtmlReport}). Nothing here starts Spark, reads a clock
 * or writes a file.
 */
package io.souk.jobs.report;
