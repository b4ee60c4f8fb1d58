package io.souk.jobs.ingest;

import io.souk.bronze.Contract;
import io.souk.bronze.ExactDuplicates;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Pseudonyms;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.IngestSummary.StageReason;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.Transaction;
import io.souk.jobs.lake.landing.LandingFolder;
import io.souk.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads what arrived from one source into bronze, each file exactly once.
 *
 * <p>A batch is planned in a file of the lake before it is read, and ends with its rows in the ingest log. Every write
 * names the batch, so that writing it again does nothing. An ingest that was killed anywhere is simply run again: the
 * batch that was planned and is not in the log is done again, with the very same files, before anything new is planned.
 */
public final class Ingest {

    /** A batch ends with a transaction on the log that names its source. */
    private static final String LOGGED_FROM = "ingest/";

    private static final String LOGGED_TO = "/" + IngestLog.TABLE.name();

    private final Lake lake;
    private final SourceMapping mapping;
    private final MappingSession session;
    private final Selects selects;
    private final LandingFolder folder;
    private final Instant arrivedAt;
    private final Optional<Pseudonyms> pseudonyms;
    private final Consumer<String> done;

    private Ingest(
            Lake lake,
            SourceMapping mapping,
            String inputDir,
            Instant arrivedAt,
            Optional<Pseudonyms> pseudonyms,
            Consumer<String> done) {
        this.lake = lake;
        this.mapping = mapping;
        this.session = lake.mappingSession(mapping.timeZone().getId());
        this.selects = Selects.check(mapping, session);
        this.folder = session.folder(inputDir);
        this.arrivedAt = arrivedAt;
        this.pseudonyms = pseudonyms;
        this.done = done;
    }

    /**
     * Reads everything that arrived since the last time.
     *
     * @param inputDir the folder below which the mapping's paths lie
     * @param arrivedAt now: later times than a day after it are not believed
     */
    public static IngestSummary run(Lake lake, SourceMapping mapping, String inputDir, Instant arrivedAt) {
        return run(lake, mapping, inputDir, arrivedAt, Optional.empty(), step -> {});
    }

    /** The same, telling what it does. */
    static IngestSummary run(
            Lake lake, SourceMapping mapping, String inputDir, Instant arrivedAt, Consumer<String> done) {
        return run(lake, mapping, inputDir, arrivedAt, Optional.empty(), done);
    }

    /**
     * The same with pseudonyms, telling what it does.
     *
     * @param pseudonyms take the place of the ids of buyers and persons; a lake keeps to those that it began with
     * @param done hears the name of each step after it was done
     */
    public static IngestSummary run(
            Lake lake,
            SourceMapping mapping,
            String inputDir,
            Instant arrivedAt,
            Optional<Pseudonyms> pseudonyms,
            Consumer<String> done) {
        KeyOfPseudonyms.require(lake, pseudonyms);
        return new Ingest(lake, mapping, inputDir, arrivedAt, pseudonyms, done).readAll();
    }

    /**
     * Reads the files again of which rows were rejected, where the mapping was changed since. Rows that were accepted
     * then are found again and dropped as exact duplicates; rows that are still rejected are so for the new batch.
     *
     * @throws IllegalStateException where a file is gone, or the mapping would make other rows of what was accepted
     */
    public static IngestSummary retry(
            Lake lake,
            SourceMapping mapping,
            String inputDir,
            Instant arrivedAt,
            Optional<Pseudonyms> pseudonyms,
            Consumer<String> done) {
        KeyOfPseudonyms.require(lake, pseudonyms);
        return new Ingest(lake, mapping, inputDir, arrivedAt, pseudonyms, done).retryAll();
    }

    /** The last batch of each source that bronze holds to its end. */
    public static Map<String, Long> batches(Lake lake) {
        Map<String, Long> batches = new TreeMap<>();
        lake.transactions(IngestLog.TABLE).forEach((application, batch) -> {
            if (application.startsWith(LOGGED_FROM) && application.endsWith(LOGGED_TO)) {
                batches.put(
                        application.substring(LOGGED_FROM.length(), application.length() - LOGGED_TO.length()), batch);
            }
        });
        return batches;
    }

    private IngestSummary readAll() {
        long batches = 0;
        long files = 0;
        List<StageCount> counts = new ArrayList<>();
        Map<StageReason, Long> reasons = Reasons.inOrder();
        for (Optional<BatchPlan> next = nextBatch(); next.isPresent(); next = nextBatch()) {
            BatchPlan plan = next.get();
            try (BatchReader batch = read(plan)) {
                counts.addAll(batch.counts());
                Reasons.add(reasons, batch.reasons());
                write(plan, batch);
            }
            batches++;
            files += plan.files();
        }
        return new IngestSummary(mapping.source(), batches, files, SummaryTable.totals(counts), reasons);
    }

    private BatchReader read(BatchPlan plan) {
        return BatchReader.read(session, mapping, selects, plan, accepted(plan), pseudonyms, done);
    }

    /** Reads what was begun to its end, then what is to be tried again. */
    private IngestSummary retryAll() {
        FileLedger ledger = ledger();
        if (begun(ledger).isPresent()) {
            throw new IllegalStateException("Batch %d of %s was begun and not ended. Let it end first: souk ingest"
                    .formatted(ledger.lastBatch() + 1, mapping.source()));
        }
        Retry retry = new Retry(lake, mapping, selects);
        Optional<BatchPlan> planned =
                new Planner(mapping, selects, folder).again(retry.files(), ledger.lastBatch() + 1, arrivedAt);
        if (planned.isEmpty()) {
            return new IngestSummary(mapping.source(), 0, 0, List.of(), Reasons.inOrder());
        }
        BatchPlan plan = planned.get();
        try (BatchReader batch = read(plan)) {
            // Only what changes nothing that was accepted is begun: whatever is begun must be ended.
            retry.requireSameRows(plan, batch);
            begin(plan);
            write(plan, batch);
            return new IngestSummary(
                    mapping.source(), 1, plan.files(), SummaryTable.totals(batch.counts()), batch.reasons());
        }
    }

    private FileLedger ledger() {
        return FileLedger.of(lake.read(IngestLog.TABLE), mapping.source());
    }

    private Optional<BatchPlan> begun(FileLedger ledger) {
        String path = BatchPlan.path(mapping.source(), ledger.lastBatch() + 1);
        return lake.files().read(path).map(json -> BatchPlan.fromJson(path, json));
    }

    /** The batch that was begun and not ended, or else a new one, written down before anything of it is read. */
    private Optional<BatchPlan> nextBatch() {
        FileLedger ledger = ledger();
        Optional<BatchPlan> begun = begun(ledger);
        if (begun.isPresent()) {
            begun.ifPresent(this::requireSameMapping);
            return begun;
        }
        Optional<BatchPlan> planned =
                new Planner(mapping, selects, folder).next(ledger, ledger.lastBatch() + 1, arrivedAt);
        planned.ifPresent(this::begin);
        return planned;
    }

    private void begin(BatchPlan plan) {
        lake.requireHeld();
        if (!lake.files().createIfAbsent(plan.path(), plan.toJson())) {
            throw new IllegalStateException(
                    "Another ingest of %s planned batch %d at this moment. Let it end, then run again"
                            .formatted(plan.source(), plan.batch()));
        }
        done.accept("planned");
    }

    /** A batch of which something was written must be ended with the mapping that it was begun with. */
    private void requireSameMapping(BatchPlan plan) {
        if (plan.mapping().equals(mapping.file().digest())) {
            return;
        }
        for (Contract contract : selects.contracts()) {
            if (!rowsOf(contract.table(), plan).isEmpty()) {
                throw new IllegalStateException(
                        "Batch %d of %s was begun with another version of %s and has written %s. Run once more with that version, then with the new one"
                                .formatted(
                                        plan.batch(),
                                        plan.source(),
                                        mapping.file().name(),
                                        contract.table()));
            }
        }
    }

    private BatchReader.AcceptedRows accepted(BatchPlan plan) {
        return contract -> {
            if (plan.batch() == 1 || !lake.has(contract.table())) {
                return Optional.empty();
            }
            Column isEarlier = Contract.SOURCE_NAME
                    .col()
                    .equalTo(plan.source())
                    .and(Contract.INGEST_BATCH.col().lt(plan.batch()));
            Dataset<Row> earlier = lake.read(contract.table()).where(isEarlier);
            return Optional.of(
                    selects.isOfSnapshots(contract)
                            ? ExactDuplicates.holding(earlier, contract)
                            : earlier.select(Contract.ROW_HASH.col()));
        };
    }

    private void write(BatchPlan plan, BatchReader batch) {
        lake.requireHeld();
        SideBySide.each(TableWrite.of(plan, batch), write -> write.write(lake, plan), write -> {
            if (write.count() > 0) {
                done.accept("wrote " + write.table().name());
            }
        });
        done.accept("verified");
        lake.requireHeld();
        Transaction once = new Transaction(LOGGED_FROM + plan.source() + LOGGED_TO, plan.batch());
        lake.append(IngestLog.TABLE, LogRows.of(session, plan, batch).coalesce(1), once);
        done.accept("wrote " + IngestLog.TABLE.name());
    }

    private Dataset<Row> rowsOf(Table table, BatchPlan plan) {
        return WrittenRows.of(lake, table, plan);
    }
}
