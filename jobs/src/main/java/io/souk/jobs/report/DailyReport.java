package io.souk.jobs.report;

import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.PublishedTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the page of one date shows: plain values, ready to be drawn. Amounts are in the publication's reporting
 * currency. Active buyers of platforms are never added up: totals are persons on any platform.
 *
 * @param standings platforms, then owners, then all together, over 12 months
 */
public record DailyReport(
        LocalDate date,
        Publication publication,
        List<Headline> headlines,
        Part<Trend> buyersOfYear,
        Part<Trend> buyersOfMonth,
        Part<Trend> buyersByTier,
        Part<Growth> growth,
        Part<Trend> salesByPlatform,
        Part<Trend> salesByTier,
        Part<Sales.Bridge> bridge,
        Part<Attribution> attribution,
        Part<Funnel> funnel,
        Part<Chains> chains,
        Part<Journeys> journeys,
        Part<Competition> competition,
        List<Standing> standings,
        DataQuality quality) {

    /**
     * Collects the figures of a date.
     *
     * @throws IllegalArgumentException where nothing is published for the date; the message says which dates are
     */
    public static DailyReport of(PublishedTables tables, LocalDate date) {
        Publication publication = tables.publication();
        if (date.isBefore(publication.firstDate()) || date.isAfter(publication.lastDate())) {
            throw notPublished(publication, date);
        }
        Span span = Span.upTo(date, publication.firstDate());
        LocalDate month = Journeys.monthOf(date);
        Answers answers = Answers.to(new ReportQueries(tables, span), month);
        Part<List<Measured.Active>> active = answers.activeBuyers();
        Part<List<Measured.Sold>> sold = answers.sales();
        boolean hasRows = has(active, row -> row.date().equals(date))
                || has(sold, row -> row.date().equals(date));
        if (!hasRows) {
            throw notPublished(publication, date);
        }
        Part<List<Measured.Grown>> grown = answers.growth();
        Part<List<Measured.Shared>> shared = answers.shares();
        return new DailyReport(
                date,
                publication,
                headlines(active, sold, grown, publication.firstDate(), date),
                active.then(rows -> Activity.byPlatform(rows, "12m", span)),
                active.then(rows -> Activity.byPlatform(rows, "30d", span)),
                active.then(rows -> Activity.byTier(rows, span)),
                grown.then(rows -> Growth.of(rows, date)),
                sold.then(rows -> Sales.byPlatform(rows, span)),
                sold.then(rows -> Sales.byTier(rows, span)),
                sold.then(rows -> Sales.bridge(rows, date)),
                answers.credits().then(rows -> Attribution.of(rows, date)),
                answers.steps().then(rows -> Funnel.of(rows, date)),
                answers.chains().then(Chains::of),
                answers.modelled()
                        .then(credits -> answers.journeySteps().then(steps -> Journeys.of(credits, steps, month))),
                shared.then(rows -> Competition.of(rows, span)),
                Standing.of(orNone(active), orNone(shared), date),
                DataQuality.of(answers.ingested(), answers.rejected()));
    }

    /** The platforms alone, the largest by GMV first. */
    public List<Standing> platforms() {
        return standings.stream()
                .filter(standing -> Activity.isPlatform(standing.platform()))
                .toList();
    }

    private static List<Headline> headlines(
            Part<List<Measured.Active>> active,
            Part<List<Measured.Sold>> sold,
            Part<List<Measured.Grown>> grown,
            LocalDate first,
            LocalDate date) {
        List<Headline> headlines = new ArrayList<>();
        headlines.add(money("GMV placed", "every order of the day", sold, Measured.Sold::gmvPlaced, first, date));
        headlines.add(money("GMV paid", "of these, orders paid since", sold, Measured.Sold::gmvPaid, first, date));
        headlines.add(money("GMV net", "less cancellations and refunds", sold, Measured.Sold::gmvNet, first, date));
        headlines.add(Headline.of(
                "Orders",
                "paid orders of the day",
                Headline.Unit.ORDERS,
                date,
                values(sold, rows -> Sales.totals(rows, first, row -> BigDecimal.valueOf(row.ordersPaid())))));
        headlines.add(buyers("Active buyers, 1 day", "persons on any platform", active, "1d", first, date));
        headlines.add(buyers("Active buyers, 30 days", "persons on any platform", active, "30d", first, date));
        headlines.add(buyers("Active buyers, 12 months", "persons on any platform", active, "12m", first, date));
        headlines.add(Headline.of(
                "New buyers",
                "first counting order ever on the day",
                Headline.Unit.BUYERS,
                date,
                values(grown, rows -> Growth.newPersons(rows, first))));
        return List.copyOf(headlines);
    }

    private static Headline money(
            String name,
            String meaning,
            Part<List<Measured.Sold>> sold,
            Function<Measured.Sold, BigDecimal> measure,
            LocalDate first,
            LocalDate date) {
        return Headline.of(
                name, meaning, Headline.Unit.MONEY, date, values(sold, rows -> Sales.totals(rows, first, measure)));
    }

    private static Headline buyers(
            String name,
            String meaning,
            Part<List<Measured.Active>> active,
            String window,
            LocalDate first,
            LocalDate date) {
        return Headline.of(
                name,
                meaning,
                Headline.Unit.BUYERS,
                date,
                values(active, rows -> Activity.persons(rows, window, first, date)));
    }

    private static <T> Function<LocalDate, Figure> values(
            Part<List<T>> rows, Function<List<T>, Function<LocalDate, Figure>> byDay) {
        return rows.isPresent() ? byDay.apply(rows.content()) : day -> Figure.absent(Figure.NOT_PUBLISHED);
    }

    private static <T> List<T> orNone(Part<List<T>> rows) {
        return rows.isPresent() ? rows.content() : List.of();
    }

    private static <T> boolean has(Part<List<T>> rows, java.util.function.Predicate<T> condition) {
        return rows.isPresent() && rows.content().stream().anyMatch(condition);
    }

    private static IllegalArgumentException notPublished(Publication publication, LocalDate date) {
        return new IllegalArgumentException(
                "Nothing is published for %s. Publication %d (run %s) covers %s to %s. Choose a date of these, or run 'souk run --date %s' first."
                        .formatted(
                                date,
                                publication.number(),
                                publication.runId(),
                                publication.firstDate(),
                                publication.lastDate(),
                                date));
    }
}
