package io.souk.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.souk.bronze.Contract;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/** Of several rows that name one fact, the one that arrived last: how corrections take effect. */
public final class Latest {

    private Latest() {}

    /** Rows of a contract without those that a later row of the same identity replaced. */
    public static Dataset<Row> of(Contract contract, Dataset<Row> rows) {
        List<String> identity = contract.identity();
        Column hasIdentity = identity.stream()
                .map(name -> col(name).isNotNull())
                .reduce(Column::and)
                .orElseThrow();
        var versions = Window.partitionBy(identity.stream().map(functions::col).toArray(Column[]::new))
                .orderBy(
                        Contract.INGEST_BATCH.col().desc(),
                        Contract.SOURCE_FILE.col().desc(),
                        Contract.ROW_HASH.col().desc());
        Dataset<Row> latest = rows.where(hasIdentity)
                .withColumn("version", row_number().over(versions))
                .where(col("version").equalTo(1))
                .drop("version");
        String lacks = identity.stream().map(name -> name + " is null").collect(Collectors.joining(" or "));
        return latest.unionByName(rows.where(lacks));
    }
}
