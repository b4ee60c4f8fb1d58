package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.max;

import io.souk.bronze.Contract;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.jobs.lake.Lake;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rejected rows that still are: those of the last batch that read their file. Where a file was read again, what was
 * rejected of it before is history.
 */
public final class OpenRejections {

    private static final String LAST = "last_batch";

    private OpenRejections() {}

    /** All columns of the quarantine. */
    public static Dataset<Row> of(Lake lake) {
        String[] reading = {Contract.SOURCE_NAME.name(), Contract.SOURCE_FILE.name(), Quarantine.STAGE.name()};
        Dataset<Row> last = lake.read(IngestLog.TABLE)
                .groupBy(Contract.SOURCE_NAME.col(), Contract.SOURCE_FILE.col(), IngestLog.STAGE.col())
                .agg(max(Contract.INGEST_BATCH.col()).as(LAST));
        return lake.read(Quarantine.TABLE)
                .join(last, reading, "inner")
                .where(Contract.INGEST_BATCH.col().equalTo(org.apache.spark.sql.functions.col(LAST)))
                .drop(LAST);
    }
}
