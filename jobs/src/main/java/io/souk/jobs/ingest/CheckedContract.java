package io.souk.jobs.ingest;

import io.souk.bronze.CheckedRows;
import io.souk.bronze.CheckedSchema;
import io.souk.bronze.Contract;
import io.souk.bronze.ContractCheck;
import io.souk.bronze.ExactDuplicates;
import io.souk.bronze.Pseudonyms;
import io.souk.bronze.RowBlock;
import io.souk.jobs.lake.MappingSession;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows that a batch makes for one contract, checked and kept until {@link #close}.
 *
 * @param blocks the rows, laid out as the schema says
 * @param tallies for each task, what it found about its rows, by file
 */
record CheckedContract(
        Contract contract, CheckedSchema schema, JavaRDD<RowBlock> blocks, JavaRDD<Map<String, FileTally>> tallies)
        implements AutoCloseable {

    /**
     * Prepares the check; nothing runs until it is asked for.
     *
     * @param parts the rows of each select that fills the contract
     */
    static CheckedContract of(
            Contract contract,
            List<Dataset<Row>> parts,
            Instant arrivedAt,
            ZoneId zone,
            Optional<Pseudonyms> pseudonyms) {
        CheckedSchema schema = CheckedSchema.of(contract);
        JavaRDD<RowBlock> blocks = parts.stream()
                .map(part -> blocks(part, ContractCheck.of(part, contract, arrivedAt, zone, pseudonyms)))
                .reduce(JavaRDD::union)
                .orElseThrow()
                .persist(StorageLevel.MEMORY_AND_DISK());
        JavaRDD<Map<String, FileTally>> tallies = blocks.mapPartitions(
                        rows -> List.of(tally(rows, schema)).iterator())
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new CheckedContract(contract, schema, blocks, tallies);
    }

    private static JavaRDD<RowBlock> blocks(Dataset<Row> rows, ContractCheck check) {
        return MappingSession.internalRows(rows).mapPartitions(mapped -> new CheckedRows(mapped, check));
    }

    private static Map<String, FileTally> tally(Iterator<RowBlock> blocks, CheckedSchema schema) {
        Map<org.apache.spark.unsafe.types.UTF8String, FileTally> byFile = new HashMap<>();
        while (blocks.hasNext()) {
            Iterator<UnsafeRow> rows = blocks.next().rows();
            while (rows.hasNext()) {
                UnsafeRow row = rows.next();
                FileTally tally = byFile.get(row.getUTF8String(schema.file()));
                if (tally == null) {
                    tally = new FileTally();
                    byFile.put(row.getUTF8String(schema.file()).copy(), tally);
                }
                long record = row.getLong(schema.record());
                if (row.isNullAt(schema.hash())) {
                    tally.addRejected(
                            record, row.getUTF8String(schema.reasons()).toString());
                } else {
                    tally.addValid(record, ExactDuplicates.key(row.getUTF8String(schema.hash())));
                }
            }
        }
        Map<String, FileTally> tallies = new HashMap<>();
        byFile.forEach((file, tally) -> tallies.put(file.toString(), tally));
        return tallies;
    }

    /** The rows, one after the other in the same object. */
    JavaRDD<InternalRow> rows() {
        return blocks.flatMap(RowBlock::rows).map(row -> row);
    }

    @Override
    public void close() {
        tallies.unpersist(false);
        blocks.unpersist(false);
    }
}
