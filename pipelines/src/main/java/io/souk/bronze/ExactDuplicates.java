package io.souk.bronze;

import static io.souk.bronze.Contract.INGEST_BATCH;
import static io.souk.bronze.Contract.ROW_HASH;
import static io.souk.bronze.Contract.SOURCE_FILE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
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
    private static final String IS_REPEATED = "_is_repeated";

    private ExactDuplicates() {}

    /**
     * The hashes of checked rows that may be duplicates: few, as a rule. Whoever uses them more than once keeps them.
     *
     * @param checked what {@link ContractCheck} yields
     * @param known the hashes, under {@code row_hash}, that were accepted before
     */
    public static Dataset<Row> suspects(Dataset<Row> checked, Dataset<Row> known) {
        Dataset<Row> before = known.select(ROW_HASH.col()).distinct().withColumn(IS_KNOWN, lit(true));
        return repeated(checked)
                .join(before, new String[] {ROW_HASH.name()}, "left")
                .withColumn(IS_KNOWN, col(IS_KNOWN).isNotNull())
                .where(col(IS_KNOWN).or(col(IS_REPEATED)));
    }

    /** The same where nothing was accepted before. */
    public static Dataset<Row> suspects(Dataset<Row> checked) {
        return repeated(checked).withColumn(IS_KNOWN, lit(false)).where(col(IS_REPEATED));
    }

    private static Dataset<Row> repeated(Dataset<Row> checked) {
        return checked.where(ROW_HASH.col().isNotNull())
                .groupBy(ROW_HASH.col())
                .agg(count(lit(1)).gt(1).as(IS_REPEATED));
    }

    /**
     * Marks the duplicates among checked rows. Of equal rows of the batch the first holds: that of the smallest file name,
     * then of the smallest row.
     *
     * @param suspects what {@link #suspects} found among the same rows
     */
    public static Dataset<Row> mark(Dataset<Row> checked, Dataset<Row> suspects) {
        String[] hash = {ROW_HASH.name()};
        Dataset<Row> unique = checked.join(suspects, hash, "left_anti").withColumn(IS_DUPLICATE, lit(false));
        Column isRepetition = row_number()
                .over(Window.partitionBy(ROW_HASH.col()).orderBy(SOURCE_FILE.col(), col(ContractCheck.SOURCE_ROW)))
                .gt(1);
        Dataset<Row> suspected = checked.join(suspects, hash)
                .withColumn(IS_DUPLICATE, col(IS_KNOWN).or(isRepetition))
                .drop(IS_KNOWN, IS_REPEATED);
        return unique.unionByName(suspected);
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
