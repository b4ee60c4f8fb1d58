package io.souk.jobs.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.souk.jobs.lake.PublishedTables;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a demo shows at its end: the day in a table, the comparison with the planted figures, and what to try next. */
final class DemoSummary {

    private static final int DIFFERENCES_SHOWN = 10;
    private static final int QUESTIONS_PER_QUERY = 30;

    private final PublishedTables tables;
    private final LocalDate day;
    private final Path truth;

    DemoSummary(PublishedTables tables, LocalDate day, Path truth) {
        this.tables = tables;
        this.day = day;
        this.truth = truth;
    }

    /** Prints the summary and tells the exit code: 0 where every planted figure is found, 1 where one is not. */
    int print(PrintStream out, Path folder, Path report) {
        out.println();
        ResultFormat.TABLE.print(tables.sql(PLATFORMS.formatted(day)), out);
        out.println();
        List<String> differences = new ArrayList<>();
        int compared = compare(differences);
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

    private int compare(List<String> differences) {
        JsonNode questions;
        try {
            questions = new JsonMapper().readTree(truth.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The planted figures %s cannot be read".formatted(truth), e);
        }
        int compared = 0;
        for (List<JsonNode> batch : batches(questions)) {
            Map<Integer, String> answers = answers(batch);
            for (int i = 0; i < batch.size(); i++) {
                BigDecimal expected =
                        new BigDecimal(batch.get(i).get("expected").asText());
                BigDecimal found = answers.get(i) == null ? null : new BigDecimal(answers.get(i));
                compared++;
                if (found == null || found.compareTo(expected) != 0) {
                    differences.add("  %s: planted %s, found %s"
                            .formatted(batch.get(i).get("name").asText(), expected, found));
                }
            }
        }
        return compared;
    }

    /** Many questions in one query: each query of its own would cost far more than its answer. */
    private Map<Integer, String> answers(List<JsonNode> questions) {
        String together = IntStream.range(0, questions.size())
                .mapToObj(i -> "select %d as question, cast((%s) as string) as answer"
                        .formatted(i, questions.get(i).get("sql").asText()))
                .collect(Collectors.joining(" union all "));
        Map<Integer, String> answers = new HashMap<>();
        tables.sql(together).collectAsList().forEach(row -> answers.put(row.getInt(0), row.getString(1)));
        return answers;
    }

    private static List<List<JsonNode>> batches(JsonNode questions) {
        List<List<JsonNode>> batches = new ArrayList<>();
        for (JsonNode question : questions) {
            if (batches.isEmpty() || batches.get(batches.size() - 1).size() == QUESTIONS_PER_QUERY) {
                batches.add(new ArrayList<>());
            }
            batches.get(batches.size() - 1).add(question);
        }
        return batches;
    }
}
