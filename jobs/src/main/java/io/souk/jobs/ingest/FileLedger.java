package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.not;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.jobs.lake.landing.FileProber;
import io.souk.jobs.lake.landing.LandingFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which files of a source were read, by the ingest log. */
final class FileLedger {

    /** What tells one delivery of a file from another. */
    record FileKey(String name, long bytes, Instant modifiedAt) {}

    private final Map<String, Set<FileKey>> everRead = new HashMap<>();
    private final Map<String, Set<FileKey>> latest = new HashMap<>();
    private long lastBatch;

    /** A ledger in which nothing was read yet. */
    static FileLedger empty() {
        return new FileLedger();
    }

    static FileLedger of(Dataset<Row> log, String source) {
        FileLedger ledger = new FileLedger();
        Map<String, Long> batchOfLatest = new HashMap<>();
        List<Row> rows = log.where(Contract.SOURCE_NAME
                        .col()
                        .equalTo(source)
                        .and(IngestLog.STAGE.col().equalTo(IngestLog.READ)))
                .select(
                        IngestLog.INPUT_NAME.col(),
                        Contract.SOURCE_FILE.col(),
                        IngestLog.FILE_BYTES.col(),
                        IngestLog.FILE_MODIFIED_AT.col(),
                        Contract.INGEST_BATCH.col(),
                        not(IngestLog.FILE_STATUS.col().contains(FileProber.CHANGED)))
                .collectAsList();
        for (Row row : rows) {
            String input = row.getString(0);
            FileKey key = new FileKey(
                    row.getString(1), row.getLong(2), row.getTimestamp(3).toInstant());
            long batch = row.getLong(4);
            ledger.lastBatch = Math.max(ledger.lastBatch, batch);
            if (batch > batchOfLatest.getOrDefault(input, 0L)) {
                batchOfLatest.put(input, batch);
                ledger.latest.put(input, new HashSet<>());
            }
            if (row.getBoolean(5)) {
                ledger.everRead.computeIfAbsent(input, name -> new HashSet<>()).add(key);
                if (batch == batchOfLatest.get(input)) {
                    ledger.latest.get(input).add(key);
                }
            }
        }
        return ledger;
    }

    /** The last batch that was read to its end; 0 where there is none. */
    long lastBatch() {
        return lastBatch;
    }

    boolean hasRead(String input, LandingFile file) {
        return everRead.getOrDefault(input, Set.of()).contains(key(file));
    }

    /** The files of an input that the last batch with any of them read. */
    Set<FileKey> latest(String input) {
        return latest.getOrDefault(input, Set.of());
    }

    static Set<FileKey> keys(List<LandingFile> files) {
        return files.stream().map(FileLedger::key).collect(Collectors.toSet());
    }

    private static FileKey key(LandingFile file) {
        return new FileKey(file.name(), file.bytes(), file.modifiedAt());
    }
}
