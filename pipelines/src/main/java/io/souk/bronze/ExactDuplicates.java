package io.souk.bronze;

import static io.souk.bronze.Contract.INGEST_BATCH;
import static io.souk.bronze.Contract.ROW_HASH;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.unsafe.types.UTF8String;

/** Tells rows that say nothing new: their content was accepted before, or an earlier row of the batch has it too. */
public final class ExactDuplicates {

    private static final int DIGITS_OF_KEY = 16;

    private ExactDuplicates() {}

    /**
     * The first 64 bits of a row's hash. Rows with different keys are different; those with the same key are suspected to
     * be equal, and their whole hashes decide.
     *
     * @param hash 32 hexadecimal digits
     */
    public static long key(UTF8String hash) {
        long key = 0;
        for (int i = 0; i < DIGITS_OF_KEY; i++) {
            int digit = hash.getByte(i);
            key = key << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return key;
    }

    /**
     * The rows of a contract that still hold, for exports that are read again and again: of several rows with the same
     * identity only those of the latest batch. A value that changes and changes back is so told from a repetition.
     */
    public static Dataset<Row> holding(Dataset<Row> accepted, Contract contract) {
        List<Column> identity =
                contract.identity().stream().map(name -> col(name)).toList();
        Column isIdentified = identity.stream().map(Column::isNotNull).reduce(lit(true), Column::and);
        Column written = concat_ws(
                "",
                identity.stream()
                        .flatMap(column -> Stream.of(
                                length(column.cast("string")).cast("string"), lit(":"), column.cast("string")))
                        .toArray(Column[]::new));
        Column latest = max(INGEST_BATCH.col()).over(Window.partitionBy(col("identity")));
        return accepted.select(
                        when(isIdentified, written).otherwise(ROW_HASH.col()).as("identity"),
                        ROW_HASH.col(),
                        INGEST_BATCH.col())
                .withColumn("latest", latest)
                .where(INGEST_BATCH.col().equalTo(col("latest")))
                .select(ROW_HASH.col());
    }
}
