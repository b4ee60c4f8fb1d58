package io.souk.jobs.plan;

import io.souk.Tables;
import io.souk.bronze.Contract;
import io.souk.bronze.Contracts;
import io.souk.bronze.IngestLog;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.Quarantine;
import io.souk.jobs.config.Config;
import io.souk.jobs.ingest.Ingest;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publication.AuditResult;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.Written;
import io.souk.silver.Horizon;
import io.souk.silver.Latest;
import io.souk.silver.Orders;
import io.souk.table.Layer;
import io.souk.table.Table;
import io.souk.time.DateSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Stage, audit, publish. A run pins the bronze versions that it finds, writes new versions of silver and gold, holds
 * them to the {@link MarketAudits}, and makes all of them visible in one step, or none.
 *
 * <p>The tables are a function of bronze and of the last date: a run that was killed is simply run again, and an earlier
 * date never takes later ones away. The first run makes everything; later ones make what has changed since the last
 * publication, and come to the same tables.
 */
public final class Run {

    /** Where more than one in so many orders is touched, to make everything is less work. */
    private static final int LARGEST_DIFFERENCE = 3;

    /** In lakes with fewer bytes of order events, compiling queries takes longer than running them. */
    private static final long WORTH_COMPILING_BYTES = 1L << 20;

    /** Tables up to so large are read in one part where everything is made: those that others look things up in. */
    private static final long SMALL_BYTES = 1L << 20;

    /** The same where little is made: what one task reads at ease. */
    private static final long SMALL_BYTES_OF_DIFFERENCE = 32L << 20;

    private final int largestDifference;
    private final long smallBytes;
    private final Lake lake;
    private final Config config;
    private final Progress progress;
    private final Publications publications;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Map<String, Dataset<Row>> opened = new ConcurrentHashMap<>();
    private final Map<String, Dataset<Row>> kept = new HashMap<>();
    private final Changes changes = new Changes();

    /** The last batch of each source that the pinned tables hold to its end. */
    private Map<String, Long> batches = Map.of();

    /** The publication that the run differs from; null where it makes everything. */
    private Publication published;

    /** Tells how far a run is. */
    public interface Progress {
        void step(int number, int steps, String what);

        /**
         * Tells that a step has ended.
         *
         * @param what as the step was named
         * @param rows rows that it wrote
         */
        default void done(String what, long rows) {}

        /** Tells something besides. */
        void note(String what);
    }

    public Run(Lake lake, Config config, Progress progress) {
        this(lake, config, progress, LARGEST_DIFFERENCE, SMALL_BYTES_OF_DIFFERENCE);
    }

    /**
     * A run with another idea of what is worth a difference.
     *
     * @param largestDifference where more than one in so many orders is touched, everything is made; 0 for never
     * @param smallBytes the largest table that is read in one part where little is made
     */
    Run(Lake lake, Config config, Progress progress, int largestDifference, long smallBytes) {
        this.largestDifference = largestDifference;
        this.smallBytes = smallBytes;
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
        return stageAuditPublish(Optional.empty(), Optional.of(date), currency, startedAt);
    }

    /**
     * Runs over a span of dates; what is published already stays covered.
     *
     * @param from first date; empty for the first date of the data
     * @param to last date; empty for the last date of the data
     */
    public Publication over(Optional<LocalDate> from, Optional<LocalDate> to, String currency, Instant startedAt) {
        return stageAuditPublish(from, to, currency, startedAt);
    }

    private Publication stageAuditPublish(
            Optional<LocalDate> from, Optional<LocalDate> to, String currency, Instant startedAt) {
        pinBronze();
        Optional<Publication> before = publications.latest();
        lake.expectMany(lake.bytes(OrderEvents.CONTRACT.table()) >= WORTH_COMPILING_BYTES);
        requireSameCurrency(before, currency);
        long number = before.map(Publication::number).orElse(0L) + 1;
        Optional<LocalDate> asked = from.or(() -> before.map(Publication::askedFrom));
        DateSpan span = span(asked, to, before);
        List<Step> steps = steps(before, asked, span, currency, number);
        List<Audit> audits = MarketAudits.all(config.segments(), config.sharerTypes());
        int total = steps.size() + 2;
        AtomicInteger begun = new AtomicInteger();
        Schedule.stage(steps, step -> {
            String what = "staging " + step.table();
            progress.step(begun.incrementAndGet(), total, what);
            lake.describe(what);
            progress.done(what, stage(step));
        });
        String laws = "holding the tables to %d laws".formatted(audits.size());
        progress.step(steps.size() + 1, total, laws);
        List<AuditResult> results = Schedule.each(Schedule.parts(audits), part -> {
                    lake.describe(laws);
                    return Audit.check(part, made(), before);
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        progress.done(laws, 0);
        List<AuditResult> failed =
                results.stream().filter(result -> !result.passed()).toList();
        if (!failed.isEmpty()) {
            throw new AuditFailedException(failed);
        }
        progress.step(total, total, "publishing");
        Publication publication = new Publication(
                number,
                Publication.runId(startedAt),
                startedAt,
                span.first(),
                span.last(),
                asked.orElse(null),
                currency,
                lake.rows(Orders.TABLE, versions.get(Orders.TABLE.qualifiedName())),
                Recipe.of(config),
                batches,
                Map.copyOf(versions),
                List.copyOf(results));
        publications.publish(publication);
        progress.done("publishing", 0);
        return publication;
    }

    /** By difference from the publication before, or everything where that is not possible or not less. */
    private List<Step> steps(
            Optional<Publication> before, Optional<LocalDate> asked, DateSpan span, String currency, long number) {
        if (before.isEmpty()) {
            return MarketPlan.of(config, currency, span, number);
        }
        Difference difference =
                new Difference(new Arrivals(before.get(), versions, span.last()), config, currency, span, number);
        Optional<String> reason = reasonForAll(before.get(), asked, difference);
        if (reason.isPresent()) {
            progress.note("making every table anew: " + reason.get());
            return MarketPlan.of(config, currency, span, number);
        }
        published = before.get();
        opened.clear();
        Tables.ALL.stream()
                .filter(table -> table.layer() != Layer.BRONZE)
                .forEach(table -> lake.restore(table, published.versions().get(table.qualifiedName())));
        if (difference.orders().known(inputs(table -> true, "the run")) * largestDifference > published.orders()) {
            progress.note("making every table anew: most orders are touched");
            published = null;
            opened.clear();
            return MarketPlan.of(config, currency, span, number);
        }
        return new DifferencePlan(difference, config, currency, span, published.lastDate()).steps();
    }

    private Optional<String> reasonForAll(Publication before, Optional<LocalDate> asked, Difference difference) {
        if (!Recipe.of(config).equals(before.recipe())) {
            return Optional.of("the configuration or the program has changed");
        }
        if (!asked.equals(Optional.ofNullable(before.askedFrom()))) {
            return Optional.of("another first date is asked for");
        }
        return difference.reasonForAll();
    }

    /** What is logged was written before: with the batches read first, the tables hold all of them, and maybe more. */
    private void pinBronze() {
        batches = Ingest.batches(lake);
        Stream.concat(
                        Stream.of(IngestLog.TABLE, Quarantine.TABLE),
                        Contracts.ALL.stream().map(Contract::table))
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
        boolean isAllAsked = before.isPresent() && to.isPresent();
        Optional<DateSpan> data = datesOfOrders(isAllAsked ? before : Optional.empty());
        if (data.isEmpty() && before.isPresent()) {
            LocalDate last = to.orElse(before.get().lastDate());
            return new DateSpan(
                    before.get().firstDate(),
                    last.isBefore(before.get().lastDate()) ? before.get().lastDate() : last);
        }
        if (data.isEmpty()) {
            throw new IllegalStateException(
                    "The lake holds no order, so there is nothing to count. Ingest some first: souk ingest --source FILE --input DIR --lake DIR");
        }
        LocalDate first = from.orElse(data.get().first());
        LocalDate last = to.orElse(data.get().last());
        LocalDate start = before.map(Publication::firstDate)
                .filter(published -> published.isBefore(first))
                .orElse(first);
        LocalDate end = before.map(Publication::lastDate)
                .filter(published -> published.isAfter(last))
                .orElse(last);
        return new DateSpan(start.isAfter(end) ? end : start, end);
    }

    /**
     * The business dates from the first order to the last; empty where there is none.
     *
     * @param since looks only at what has arrived since this publication
     */
    private Optional<DateSpan> datesOfOrders(Optional<Publication> since) {
        Table table = OrderEvents.CONTRACT.table();
        if (since.isPresent()
                && !new Arrivals(since.get(), versions, since.get().lastDate()).changed(table)) {
            return Optional.empty();
        }
        Dataset<Row> events = pinned(table);
        // The first and last moment of each platform first: their dates are the first and last dates.
        Dataset<Row> sales = since.map(before -> new Arrivals(before, versions, before.lastDate()).since(events))
                .orElse(events)
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

    /** Makes a table, and says how many rows were written for it. */
    private long stage(Step step) {
        Table table = step.table();
        Staged staged;
        synchronized (this) {
            // Steps say what they make one by one; they make it side by side.
            staged = step.by().apply(inputs(step.reads()::contains, "The step that makes " + table));
            changes.note(table, staged);
        }
        Written written;
        if (staged instanceof Staged.All all) {
            written = lake.replace(table, all.rows());
        } else if (staged instanceof Staged.Months some) {
            written = lake.replaceMonths(table, some.rows(), some.months());
        } else if (staged instanceof Staged.More more) {
            written = lake.add(table, more.rows());
        } else {
            written = new Written(published.versions().get(table.qualifiedName()), 0);
        }
        versions.put(table.qualifiedName(), written.version());
        return written.rows();
    }

    private Inputs inputs(Predicate<Table> isDeclared, String reader) {
        return new Inputs() {
            @Override
            public Dataset<Row> read(Table table) {
                require(table);
                return pinned(table);
            }

            @Override
            public Dataset<Row> before(Table table) {
                return version(table, published.versions().get(table.qualifiedName()));
            }

            private void require(Table table) {
                if (!isDeclared.test(table)) {
                    throw new IllegalArgumentException(
                            "%s reads %s without declaring it. Add it to reads(...) in the plan."
                                    .formatted(reader, table));
                }
            }

            @Override
            public Dataset<Row> keep(String name, Supplier<Dataset<Row>> made) {
                if (!kept.containsKey(name)) {
                    // Cuts the plan too: what is built on it is planned as if it were read.
                    kept.put(name, lake.keep(made.get()));
                }
                return kept.get(name);
            }
        };
    }

    /** What audits look at: of tables that are kept by month, the months that the run has changed. */
    private Audit.Made made() {
        return new Audit.Made() {
            @Override
            public Audit.Tables about(List<Table> tables) {
                return new AuditedTables(tables);
            }

            @Override
            public boolean isSame(Table table) {
                String name = table.qualifiedName();
                return published != null
                        && versions.get(name).equals(published.versions().get(name));
            }
        };
    }

    private final class AuditedTables implements Audit.Tables {

        private final List<Table> about;

        AuditedTables(List<Table> about) {
            this.about = about;
        }

        @Override
        public Dataset<Row> changed(Table table) {
            requireNamed(table);
            if (published == null || !table.isByMonth()) {
                return pinned(table);
            }
            return changes.of(about)
                    .map(months -> Staged.in(months, pinned(table)))
                    .orElseGet(() -> pinned(table));
        }

        @Override
        public Dataset<Row> all(Table table) {
            requireNamed(table);
            return pinned(table);
        }

        private void requireNamed(Table table) {
            if (!about.contains(table)) {
                throw new IllegalArgumentException(
                        "A law about %s looks at %s. Name it too: where it alone changes, the law may no longer hold."
                                .formatted(about, table));
            }
        }
    }

    private Dataset<Row> pinned(Table table) {
        Long version = versions.get(table.qualifiedName());
        if (version == null) {
            throw new IllegalStateException(
                    "%s is read before it is made. Move its step up in the plan.".formatted(table));
        }
        return version(table, version);
    }

    private Dataset<Row> version(Table table, long version) {
        // Opening a version reads the table's log: once for each table is enough.
        return opened.computeIfAbsent(
                table.qualifiedName() + "@" + version,
                key -> lake.read(table, version, published == null ? SMALL_BYTES : smallBytes));
    }
}
