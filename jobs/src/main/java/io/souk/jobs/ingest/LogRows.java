package io.souk.jobs.ingest;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.landing.FileProbe;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of the ingest log that end a batch. */
final class LogRows {

    private LogRows() {}

    static Dataset<Row> of(MappingSession session, BatchPlan plan, BatchReader batch) {
        Map<String, Map<String, LandingFile>> files = new HashMap<>();
        Map<String, Map<String, String>> statuses = new HashMap<>();
        for (BatchPlan.PlannedInput input : plan.inputs()) {
            files.put(input.name(), new HashMap<>());
            statuses.put(input.name(), new HashMap<>());
            input.files().forEach(file -> files.get(input.name()).put(file.name(), file));
            for (FileProbe probe : batch.probes(input.name())) {
                statuses.get(input.name()).put(probe.file().name(), probe.status());
            }
        }
        Table table = IngestLog.TABLE;
        List<Row> rows = new ArrayList<>();
        for (StageCount count : batch.counts()) {
            LandingFile file = files.get(count.input()).get(count.file());
            Map<String, Object> values = Map.ofEntries(
                    Map.entry(Contract.SOURCE_NAME.name(), plan.source()),
                    Map.entry(Contract.INGEST_BATCH.name(), plan.batch()),
                    Map.entry(IngestLog.INPUT_NAME.name(), count.input()),
                    Map.entry(Contract.SOURCE_FILE.name(), count.file()),
                    Map.entry(IngestLog.STAGE.name(), count.stage()),
                    Map.entry(
                            IngestLog.FILE_STATUS.name(),
                            statuses.get(count.input()).getOrDefault(count.file(), "read")),
                    Map.entry(IngestLog.FILE_BYTES.name(), file.bytes()),
                    Map.entry(IngestLog.FILE_MODIFIED_AT.name(), java.sql.Timestamp.from(file.modifiedAt())),
                    Map.entry(IngestLog.ROWS_IN.name(), count.rowsIn()),
                    Map.entry(IngestLog.ROWS_ACCEPTED.name(), count.accepted()),
                    Map.entry(IngestLog.ROWS_QUARANTINED.name(), count.quarantined()),
                    Map.entry(IngestLog.ROWS_DUPLICATE.name(), count.duplicates()),
                    Map.entry(IngestLog.ROWS_LEFT_OUT.name(), count.leftOut()),
                    Map.entry(IngestLog.INGESTED_AT.name(), java.sql.Timestamp.from(plan.arrivedAt())));
            rows.add(RowFactory.create(table.columns().stream()
                    .map(column -> values.get(column.name()))
                    .toArray()));
        }
        return session.rows(rows, table.schema());
    }
}
