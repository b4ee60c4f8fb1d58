package io.souk.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.souk.bronze.Contract;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Of several rows that name one fact, the one that arrived last: how corrections take effect. Within a batch files arrive in
 * the order of their names, and the rows of a file in its own.
 */
public final class Latest {

    private Latest() {}

    /** Rows of a contract without those that a later row of the same identity replaced. */
    public static Dataset<Row> of(Contract contract, Dataset<Row> rows) {
        return of(contract.identity(), rows);
    }

    static Dataset<Row> of(List<String> names, Dataset<Row> rows) {
        Column lacksIdentity = names.stream()
                .map(name -> col(name).isNull())
                .reduce(Column::or)
                .orElseThrow();
        // A row without an identity is a fact of its own: its content tells it from all others.
        Stream<Column> identity = Stream.concat(
                names.stream().map(functions::col), Stream.of(functions.when(lacksIdentity, Contract.ROW_HASH.col())));
        var versions = Window.partitionBy(identity.toArray(Column[]::new))
                .orderBy(
                        Contract.INGEST_BATCH.col().desc(),
                        Contract.SOURCE_FILE.col().desc(),
                        Contract.SOURCE_ROW.col().desc(),
                        Contract.ROW_HASH.col().desc());
        return rows.withColumn("version", row_number().over(versions))
                .where(col("version").equalTo(1))
                .drop("version");
    }
}
