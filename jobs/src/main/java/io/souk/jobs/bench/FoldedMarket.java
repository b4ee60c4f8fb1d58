package io.souk.jobs.bench;

import io.souk.jobs.lake.ParquetFolder;
import io.souk.silver.Contributions;
import io.souk.silver.Timelines;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where Souk's own way begins: every person's timeline, folded as it is made, and what all of them add up to. */
final class FoldedMarket {

    private static final long RUN = 1;

    private FoldedMarket() {}

    /**
     * Folds a market's events, and writes what they add up to below a folder.
     *
     * @param touches rows of silver.touches; none where nothing is made of them
     * @param factory makes what is to be summed
     * @param out gets the folder {@code contributions}
     * @return rows of silver.contributions, read from there
     */
    static Dataset<Row> contributions(
            ParquetFolder parquet, Market market, Dataset<Row> touches, Contributions.Factory factory, Path out) {
        Dataset<Row> events = Timelines.events(
                parquet.read(market.file("orders")),
                parquet.read(market.file("refunds")),
                touches,
                parquet.read(market.file("platforms")));
        Path sums = out.resolve("contributions");
        parquet.write(Contributions.from(Timelines.from(events, RUN), factory, RUN), sums);
        return parquet.read(sums);
    }
}
