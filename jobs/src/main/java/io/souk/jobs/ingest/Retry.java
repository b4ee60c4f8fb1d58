package io.souk.jobs.ingest;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.lake.Lake;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Which files are read again, and whether that changes nothing of what was accepted of them. */
final class Retry {

    private final Lake lake;
    private final SourceMapping mapping;
    private final Selects selects;

    Retry(Lake lake, SourceMapping mapping, Selects selects) {
        this.lake = lake;
        this.mapping = mapping;
        this.selects = selects;
    }

    /** The files with rejected rows that were last read with another mapping than this one. */
    Set<String> files() {
        Set<String> files = new HashSet<>();
        Map<Long, Boolean> isOfThisMapping = new HashMap<>();
        for (Row row : OpenRejections.of(lake)
                .where(Contract.SOURCE_NAME.col().equalTo(mapping.source()))
                .select(Contract.SOURCE_FILE.col(), Contract.INGEST_BATCH.col())
                .distinct()
                .collectAsList()) {
            if (!isOfThisMapping.computeIfAbsent(row.getLong(1), this::wasReadWithThisMapping)) {
                files.add(row.getString(0));
            }
        }
        return files;
    }

    private boolean wasReadWithThisMapping(long batch) {
        String path = BatchPlan.path(mapping.source(), batch);
        return lake.files()
                .read(path)
                .map(json -> BatchPlan.fromJson(path, json).mapping())
                .filter(mapping.file().digest()::equals)
                .isPresent();
    }

    /**
     * Sees that every row that was accepted of a file is made again.
     *
     * @throws IllegalStateException where it is not: it would stand beside what the mapping makes of its record now
     */
    void requireSameRows(BatchPlan plan, BatchReader batch) {
        for (BatchReader.JudgedRows rows : batch.judged()) {
            Contract contract = rows.contract();
            if (selects.isOfSnapshots(contract)) {
                // Of a whole export the latest rows hold, whatever was accepted before.
                continue;
            }
            Map<String, Long> known = knownBefore(plan, contract);
            for (StageCount count : rows.counts()) {
                long before = known.getOrDefault(count.file(), 0L);
                if (count.duplicates() < before) {
                    throw new IllegalStateException(
                            "Of %s, %,d rows of %s were accepted or dropped as duplicates, and %s makes only %,d of them again: it changes rows that count already, which would then count twice. Nothing was written. Mend the mapping for the rejected rows alone, or read everything into a new lake"
                                    .formatted(
                                            count.file(),
                                            before,
                                            contract.table(),
                                            mapping.file().name(),
                                            count.duplicates()));
                }
            }
        }
    }

    /**
     * How many rows of each planned file, as it is now, were accepted or duplicates when it was last read: another delivery
     * of the same name is another file. Read again with nothing changed, all of them are duplicates.
     */
    private Map<String, Long> knownBefore(BatchPlan plan, Contract contract) {
        Set<FileLedger.FileKey> planned = new HashSet<>();
        plan.inputs().forEach(input -> planned.addAll(FileLedger.keys(input.files())));
        Map<String, Long> known = new HashMap<>();
        Map<String, Long> batches = new HashMap<>();
        for (Row row : lake.read(IngestLog.TABLE)
                .where(Contract.SOURCE_NAME
                        .col()
                        .equalTo(plan.source())
                        .and(IngestLog.STAGE.col().equalTo(contract.name())))
                .select(
                        Contract.SOURCE_FILE.col(),
                        IngestLog.FILE_BYTES.col(),
                        IngestLog.FILE_MODIFIED_AT.col(),
                        IngestLog.ROWS_ACCEPTED.col().plus(IngestLog.ROWS_DUPLICATE.col()),
                        Contract.INGEST_BATCH.col())
                .collectAsList()) {
            FileLedger.FileKey file = new FileLedger.FileKey(
                    row.getString(0), row.getLong(1), row.getTimestamp(2).toInstant());
            if (planned.contains(file) && row.getLong(4) > batches.getOrDefault(file.name(), 0L)) {
                batches.put(file.name(), row.getLong(4));
                known.put(file.name(), row.getLong(3));
            }
        }
        return known;
    }
}
