package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code souk sql}: asks the published tables. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the published tables and prints the answer, and nothing else, on standard output.",
            "Tables: gold.active_buyers, gold.buyer_growth, gold.gmv, gold.market_share, gold.channel_attribution,",
            "and those of silver and bronze. docs/tables describes them. A query reads these tables and does nothing else."
        },
        footer = {
            "",
            "Example:",
            "  souk sql \"select platform, active_buyers from gold.active_buyers",
            "    where window_length='30d' and segment_kind='all' and as_of_date='2019-12-31'\" --lake ./lake"
        })
public final class SqlCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private LakeOptions options;

    @Parameters(index = "0", paramLabel = "QUERY", description = "A select.")
    private String query;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "table",
            description = "table, csv or json (one object per line). Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Option(
            names = "--unrestricted",
            description =
                    "Lets the query do whatever Spark can: write, read other files, call Java. For queries of your own.")
    private boolean isUnrestricted;

    public SqlCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = options.config();
        try (Lake lake = options.open(config)) {
            PublishedTables tables = Publications.open(lake);
            Dataset<Row> answer = isUnrestricted ? tables.sql(query) : tables.ask(query);
            format.print(new SparkAnswer(answer), environment.results());
        }
        return 0;
    }
}
