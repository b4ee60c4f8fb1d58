package io.souk.jobs.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * Who leads, in the 12 months that end on the date.
 *
 * @param rivals the largest by GMV first
 * @param concentration Herfindahl-Hirschman index of the GMV shares, 0 to 10,000
 * @param concentrationYearBefore the same a year before
 * @param shares each platform's part of GMV over time, in windows of 30 days
 */
public record Competition(
        List<Rival> rivals, Figure concentration, Figure concentrationYearBefore, Part<Trend> shares) {

    /** A platform's place. */
    public record Rival(String platform, Figure buyersShare, Figure gmvShare, int rankByBuyers, int rankByGmv) {}

    static Part<Competition> of(List<Measured.Shared> rows, Span span) {
        List<Measured.Shared> year = ofYear(rows, span.last());
        if (year.size() < 2) {
            return Part.absent(
                    year.isEmpty()
                            ? "The run published no market share of the date."
                            : "The lake has one platform only, so there are no shares to compare.");
        }
        List<Rival> rivals = year.stream()
                .map(row -> new Rival(
                        row.platform(), row.buyersShare(), row.gmvShare(), row.rankByBuyers(), row.rankByGmv()))
                .toList();
        Figure yearBefore = ofYear(rows, span.last().minusYears(1)).stream()
                .findFirst()
                .map(Measured.Shared::hhi)
                .orElse(Figure.absent(Figure.NOT_COVERED));
        return Part.of(new Competition(rivals, year.get(0).hhi(), yearBefore, shares(rows, span)));
    }

    /** The platforms' rows of the 12 months that end on the date, the largest by GMV first. */
    static List<Measured.Shared> ofYear(List<Measured.Shared> rows, LocalDate date) {
        return rows.stream()
                .filter(row -> row.window().equals("12m") && row.date().equals(date))
                .sorted(Comparator.comparingInt(Measured.Shared::rankByGmv).thenComparing(Measured.Shared::platform))
                .toList();
    }

    private static Part<Trend> shares(List<Measured.Shared> rows, Span span) {
        Trend.Points points = new Trend.Points();
        rows.stream()
                .filter(row -> row.window().equals("30d") && row.gmvShare().isPresent())
                .forEach(row ->
                        points.add(row.platform(), row.date(), row.gmvShare().value()));
        if (points.isEmpty()) {
            return Part.absent("The run published no market shares of 30 days.");
        }
        List<Trend.Line> all = points.lines(Trend.largestFirst());
        List<Trend.Line> shown = all.subList(0, Math.min(all.size(), Trend.MOST_LINES));
        List<String> leftOut = all.subList(shown.size(), all.size()).stream()
                .map(Trend.Line::key)
                .toList();
        return Part.of(new Trend(points.dates(), shown, span.step(), null, leftOut));
    }
}
