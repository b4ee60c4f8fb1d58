package io.souk.bronze;

import static io.souk.bronze.Contract.INGEST_BATCH;
import static io.souk.bronze.Contract.ROW_HASH;
import static io.souk.bronze.Contract.SOURCE_FILE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Tells rows that say nothing new: their content was accepted before, or an earlier row of the batch has it too. */
public final class ExactDuplicates {

    /** Whether a valid row repeats another one; never true for a row with reasons. */
    public static final String IS_DUPLICATE = "is_duplicate";

    private static final String IS_KNOWN = "_is_known";

    private ExactDuplicates() {}

    /**
     * Marks the duplicates among checked rows. Of equal rows of the batch the first holds: that of the smallest file name,
     * then of the smallest row.
     *
     * @param checked what {@link ContractCheck} yields
     * @param known the hashes, under {@code row_hash}, that were accepted before
     */
    public static Dataset<Row> mark(Dataset<Row> checked, Dataset<Row> known) {
        Dataset<Row> distinct = known.select(ROW_HASH.col()).distinct().withColumn(IS_KNOWN, lit(true));
        return markWithin(
                        checked.join(distinct, new String[] {ROW_HASH.name()}, "left"),
                        col(IS_KNOWN).isNotNull())
                .drop(IS_KNOWN);
    }

    /** Marks the duplicates among checked rows where nothing was accepted before. */
    public static Dataset<Row> mark(Dataset<Row> checked) {
        return markWithin(checked, lit(false));
    }

    private static Dataset<Row> markWithin(Dataset<Row> rows, Column isKnown) {
        Column isValid = ROW_HASH.col().isNotNull();
        // Rejected rows have no hash; they are spread by their raw text instead of meeting in one task.
        Column content = when(isValid, ROW_HASH.col())
                .otherwise(col(ContractCheck.SOURCE_ROW).cast("string"));
        Column isRepeated = row_number()
                .over(Window.partitionBy(content).orderBy(SOURCE_FILE.col(), col(ContractCheck.SOURCE_ROW)))
                .gt(1);
        return rows.withColumn(IS_DUPLICATE, isValid.and(isKnown.or(isRepeated)));
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
