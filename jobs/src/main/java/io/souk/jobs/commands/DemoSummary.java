package io.souk.jobs.commands;

import io.souk.jobs.lake.PublishedTables;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What a demo shows at its end: the day in a table, the comparison with the planted figures, and what to try next. */
final class DemoSummary {

    private static final int DIFFERENCES_SHOWN = 10;

    private final PublishedTables tables;
    private final LocalDate day;
    private final CompletableFuture<PlantedFigures.Comparison> comparing;

    /** Begins to compare: what is printed waits for it. */
    DemoSummary(PublishedTables tables, LocalDate day, Path truth) {
        this.tables = tables;
        this.day = day;
        this.comparing = CompletableFuture.supplyAsync(() -> PlantedFigures.compare(tables, truth));
    }

    /** Prints the summary and tells the exit code: 0 where every planted figure is found, 1 where one is not. */
    int print(PrintStream out, Path folder, Path report) {
        out.println();
        ResultFormat.TABLE.print(new SparkAnswer(tables.sql(PLATFORMS.formatted(day))), out);
        out.println();
        PlantedFigures.Comparison comparison = compared();
        List<String> differences = comparison.differences();
        int compared = comparison.compared();
        if (!differences.isEmpty()) {
            out.printf("%d of %d planted figures differ:%n", differences.size(), compared);
            differences.stream().limit(DIFFERENCES_SHOWN).forEach(out::println);
            return Failure.OTHER;
        }
        out.printf("All %d planted figures are found exactly.%n%n", compared);
        out.printf("Report:  %s%n%n", report.toAbsolutePath().normalize());
        out.println("Try next:");
        out.printf(
                "  bin/souk sql \"select segment, active_buyers, growth_yoy from gold.active_buyers where as_of_date='%s'%n"
                        + "    and platform='all' and definition='harmonised' and window_length='12m' and segment_kind='city_tier'\" --lake %s/lake%n",
                day, folder);
        out.printf("  bin/souk export --lake %s/lake --out export%n", folder);
        out.println("  bin/souk source check conf/sources/olist.yaml --input DIR     (your own data: README.md)");
        return 0;
    }

    private PlantedFigures.Comparison compared() {
        try {
            return comparing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static final String PLATFORMS = """
            select a.platform, a.active_buyers as buyers_12m, round(a.growth_yoy * 100, 1) as yoy_pct,
                   m.orders as orders_12m, m.gmv as gmv_12m, round(m.gmv_share * 100, 1) as gmv_share_pct,
                   m.rank_by_buyers, m.rank_by_gmv
            from gold.active_buyers a
            left join gold.market_share m
              on m.business_date = a.as_of_date and m.window_length = a.window_length and m.platform = a.platform
            where a.as_of_date = date'%s' and a.window_length = '12m' and a.definition = 'harmonised'
              and a.segment_kind = 'all'
            order by a.platform = 'all', a.platform like 'group:%%', a.active_buyers desc""";
}
