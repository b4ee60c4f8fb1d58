package io.souk.jobs.plan;

import io.souk.bronze.Contract;
import io.souk.bronze.Contracts;
import io.souk.bronze.IngestLog;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.Quarantine;
import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import io.souk.jobs.lake.Publications;
import io.souk.silver.Horizon;
import io.souk.silver.Latest;
import io.souk.silver.Orders;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Stage, audit, publish. A run pins the bronze versions that it finds, writes new versions of silver and gold, holds
 * them to the {@link MarketAudits}, and makes all of them visible in one step, or none.
 *
 * <p>The tables are a function of bronze and of the last date: a run that was killed is simply run again, and an earlier
 * date never takes later ones away.
 */
public final class Run {

    private final Lake lake;
    private final Config config;
    private final Progress progress;
    private final Publications publications;
    private final Map<String, Long> versions = new LinkedHashMap<>();
    private final Map<String, Dataset<Row>> opened = new HashMap<>();
    private final Map<String, Dataset<Row>> kept = new HashMap<>();

    /** Tells how far a run is. */
    public interface Progress {
        void step(int number, int steps, String what);
    }

    public Run(Lake lake, Config config, Progress progress) {
        this.lake = lake;
        this.config = config;
        this.progress = progress;
        this.publications = new Publications(lake);
    }

    /**
     * Runs through one date: the tables cover everything from the first date on.
     *
     * @param date business date; where a later one is published already, that later one stays the last
     * @param currency reporting currency, unless one is published already
     * @param startedAt names the run
     * @throws AuditFailedException where a law does not hold; nothing is published then
     */
    public Publication through(LocalDate date, String currency, Instant startedAt) {
        return run(Optional.empty(), Optional.of(date), currency, startedAt);
    }

    /**
     * Runs over a span of dates; what is published already stays covered.
     *
     * @param from first date; empty for the first date of the data
     * @param to last date; empty for the last date of the data
     */
    public Publication over(Optional<LocalDate> from, Optional<LocalDate> to, String currency, Instant startedAt) {
        return run(from, to, currency, startedAt);
    }

    private Publication run(Optional<LocalDate> from, Optional<LocalDate> to, String currency, Instant startedAt) {
        try {
            return stageAuditPublish(from, to, currency, startedAt);
        } finally {
            Stream.of(opened, kept).flatMap(all -> all.values().stream()).forEach(Dataset::unpersist);
        }
    }

    private Publication stageAuditPublish(
            Optional<LocalDate> from, Optional<LocalDate> to, String currency, Instant startedAt) {
        pinBronze();
        Optional<Publication> before = publications.latest();
        requireSameCurrency(before, currency);
        DateSpan span = span(from, to, before);
        List<Step> steps = MarketPlan.of(config, currency, span);
        List<Audit> audits = MarketAudits.all(config.segments());
        int total = steps.size() + audits.size() + 1;
        long number = publications.nextNumber();
        int done = 0;
        for (Step step : steps) {
            progress.step(++done, total, "staging " + step.table());
            stage(step);
        }
        List<AuditResult> results = new ArrayList<>();
        for (Audit audit : audits) {
            progress.step(++done, total, "auditing " + audit.name());
            results.add(audit.check(audited(), before));
        }
        List<AuditResult> failed =
                results.stream().filter(result -> !result.passed()).toList();
        if (!failed.isEmpty()) {
            throw new AuditFailedException(failed);
        }
        progress.step(++done, total, "publishing");
        Publication publication = new Publication(
                number,
                "run-" + startedAt.toString().replaceAll("[:.]", "-"),
                startedAt,
                span.first(),
                span.last(),
                currency,
                pinned(Orders.TABLE).count(),
                Map.copyOf(versions),
                List.copyOf(results));
        publications.publish(publication);
        return publication;
    }

    private void pinBronze() {
        Stream.concat(Contracts.ALL.stream().map(Contract::table), Stream.of(Quarantine.TABLE, IngestLog.TABLE))
                .forEach(table -> versions.put(table.qualifiedName(), lake.latestVersion(table)));
    }

    private static void requireSameCurrency(Optional<Publication> before, String currency) {
        if (before.isPresent() && !before.get().reportingCurrency().equals(currency)) {
            throw new IllegalArgumentException(
                    "This lake reports in %s, and the configuration asks for %s. Set reporting_currency: %s, or use another lake."
                            .formatted(
                                    before.get().reportingCurrency(),
                                    currency,
                                    before.get().reportingCurrency()));
        }
    }

    private DateSpan span(Optional<LocalDate> from, Optional<LocalDate> to, Optional<Publication> before) {
        if (from.isPresent() && to.isPresent()) {
            // Refuses dates that run backwards before anything is read.
            new DateSpan(from.get(), to.get());
        }
        Optional<DateSpan> data = datesOfOrders();
        if (data.isEmpty()) {
            throw new IllegalStateException(
                    "The lake holds no order, so there is nothing to count. Ingest some first: souk ingest --source FILE --input DIR --lake DIR");
        }
        LocalDate first = from.or(() -> before.map(Publication::firstDate))
                .orElse(data.get().first());
        LocalDate last = to.orElse(data.get().last());
        LocalDate start = before.map(Publication::firstDate)
                .filter(published -> published.isBefore(first))
                .orElse(first);
        LocalDate end = before.map(Publication::lastDate)
                .filter(published -> published.isAfter(last))
                .orElse(last);
        return new DateSpan(start.isAfter(end) ? end : start, end);
    }

    /** The business dates from the first order to the last; empty where there is none. */
    private Optional<DateSpan> datesOfOrders() {
        // The first and last moment of each platform first: their dates are the first and last dates.
        Dataset<Row> sales = pinned(OrderEvents.CONTRACT.table())
                .where(OrderEvents.EVENT_TYPE.col().isin(OrderEvents.PLACED, OrderEvents.PAID))
                .groupBy(OrderEvents.PLATFORM.col())
                .agg(
                        functions.min(OrderEvents.OCCURRED_AT.col()).as("first"),
                        functions.max(OrderEvents.OCCURRED_AT.col()).as("last"))
                .selectExpr("platform", "explode(array(first, last)) as moment");
        Dataset<Row> platforms = Latest.of(Platforms.CONTRACT, pinned(Platforms.CONTRACT.table()));
        Row found = Horizon.dated(sales, functions.col("moment"), platforms)
                .agg(functions.min(Horizon.DATE), functions.max(Horizon.DATE))
                .first();
        return found.isNullAt(0)
                ? Optional.empty()
                : Optional.of(new DateSpan(
                        found.getDate(0).toLocalDate(), found.getDate(1).toLocalDate()));
    }

    private void stage(Step step) {
        Dataset<Row> rows = step.by().apply(inputsOf(step));
        versions.put(step.table().qualifiedName(), lake.replace(step.table(), rows));
    }

    private Inputs inputsOf(Step step) {
        return new Inputs() {
            @Override
            public Dataset<Row> read(Table table) {
                if (!step.reads().contains(table)) {
                    throw new IllegalArgumentException(
                            "The step that makes %s reads %s without declaring it. Add it to reads(...) in the plan."
                                    .formatted(step.table(), table));
                }
                return pinned(table);
            }

            @Override
            public Dataset<Row> keep(String name, Supplier<Dataset<Row>> made) {
                if (!kept.containsKey(name)) {
                    kept.put(name, made.get().persist(StorageLevel.MEMORY_AND_DISK()));
                }
                return kept.get(name);
            }
        };
    }

    /** An audit reads whatever it wants, and keeps nothing. */
    private Inputs audited() {
        return new Inputs() {
            @Override
            public Dataset<Row> read(Table table) {
                return pinned(table);
            }

            @Override
            public Dataset<Row> keep(String name, Supplier<Dataset<Row>> made) {
                return made.get();
            }
        };
    }

    private Dataset<Row> pinned(Table table) {
        Long version = versions.get(table.qualifiedName());
        if (version == null) {
            throw new IllegalStateException(
                    "%s is read before it is made. Move its step up in the plan.".formatted(table));
        }
        // Opening a version reads the table's log: once for each table is enough.
        return opened.computeIfAbsent(table.qualifiedName() + "@" + version, key -> {
            Dataset<Row> rows = lake.readVersion(table, version);
            return MarketPlan.REFERENCES.contains(table) ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows;
        });
    }
}
