package io.souk.jobs.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.Souk;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeCommandTest {

    private static final String PATHS = """
            path,total_conversions,total_conversion_value,total_null
            A > B > A,1,10.00,0
            A,0,0,1
            B,1,5.50,0
            """;

    @TempDir
    private Path folder;

    /** MarkovChainTest has the chain's figures by hand: effects 3/4 and 2/3. */
    @Test
    void everyModelIsPrintedByChannel() throws IOException {
        Souk.Outcome outcome =
                Souk.run("attribute", "--paths", file("paths.csv", PATHS), "--paid-channels", "B", "--format", "csv");

        assertThat(outcome.exitCode()).as(outcome.messages()).isZero();
        assertThat(outcome.results().lines())
                .startsWith("model,channel,conversions,value", "first_touch,A,1.000000,10.000000")
                .contains(
                        "last_paid,B,2.000000,15.500000",
                        "linear,A,0.666667,6.666667",
                        "linear,B,1.333333,8.833333",
                        "markov_1,A,1.058824,8.205882",
                        "markov_1,B,0.941176,7.294118",
                        "shapley,A,0.500000,5.000000",
                        "shapley,B,1.500000,10.500000")
                .hasSize(1 + 2 * Attribution.names().size());
        assertThat(outcome.messages()).isEmpty();
    }

    @Test
    void aTableIsForPeopleAndSaysWhatIsLeftOut() throws IOException {
        Souk.Outcome outcome = Souk.run("attribute", "--paths", file("paths.csv", """
                path,conversions
                A > B,3
                """));

        assertThat(outcome.results()).startsWith("""
                model            channel  conversions
                ---------------  -------  -----------
                first_touch      A           3.000000
                first_touch      B           0.000000
                """);
        assertThat(outcome.messages().lines())
                .containsExactlyInAnyOrder(
                        "last_paid is left out: no channel is known to be paid: name them with --paid-channels",
                        "shapley_rates is left out: without nulls every conversion rate is 1");
    }

    @Test
    void removalEffectsTransitionsAndOrdersAreShownOnRequest() throws IOException {
        String paths = file("paths.csv", PATHS);

        assertThat(show(paths, "removal_effects"))
                .containsExactly("markov_order,channel,removal_effect", "1,A,0.75", "1,B,0.6666666666666666");
        assertThat(show(paths, "transitions"))
                .contains("markov_order,from_state,to_state,transitions,probability", "1,A,B,1,0.3333333333333333")
                .hasSize(1 + 7);
        assertThat(show(paths, "orders").get(0))
                .isEqualTo("markov_order,conversion_probability,parameters,log_likelihood,bic,is_chosen");
        assertThat(show(paths, "orders").get(1)).startsWith("1,0.66666").endsWith(",true");
    }

    @Test
    void anAnswerCanBeWrittenToAFileAndAsJson() throws IOException {
        Path out = folder.resolve("credits.json");

        Souk.Outcome outcome = Souk.run(
                "attribute",
                "--paths",
                file("paths.csv", PATHS),
                "--models",
                "linear",
                "--format",
                "json",
                "--out",
                out.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.results()).isEmpty();
        assertThat(Files.readString(out)).isEqualTo("""
                {"model":"linear","channel":"A","conversions":0.666667,"value":6.666667}
                {"model":"linear","channel":"B","conversions":1.333333,"value":8.833333}
                """);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("paths.csv", "credits.json");
        }
    }

    @Test
    void theExampleOfTheDocsIsReal() throws IOException {
        String page = Files.readString(Souk.HOME.resolve("docs/ATTRIBUTION.md"));
        int start = page.indexOf("path,total_conversions,");
        String paths = file("paths.csv", page.substring(start, page.indexOf("```", start)));

        for (String options : List.of(
                "--models linear,markov_1,shapley", "--models markov_1 --show removal_effects", "--show orders")) {
            List<String> arguments = new ArrayList<>(List.of("attribute", "--paths", paths));
            arguments.addAll(List.of(options.split(" ")));
            String results = Souk.run(arguments.toArray(String[]::new)).results();

            assertThat(page)
                    .contains("`souk attribute --paths paths.csv %s`:\n\n```\n%s```".formatted(options, results));
        }
    }

    @Test
    void parquetGivesWhatCsvGives() throws IOException, SQLException {
        String csv = file("paths.csv", PATHS);
        Path parquet = folder.resolve("it's.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (from '%s') to '%s' (format parquet)"
                    .formatted(csv, parquet.toString().replace("'", "''")));
        }

        Souk.Outcome ofParquet = Souk.run("attribute", "--paths", parquet.toString());

        assertThat(ofParquet.exitCode()).as(ofParquet.messages()).isZero();
        assertThat(ofParquet.results())
                .isEqualTo(Souk.run("attribute", "--paths", csv).results());
    }

    @Test
    void namesSeparatorAndTransformCanBeChosen() throws IOException {
        String csv = file("other.csv", """
                n,"the, path",c
                9,D|A|B|B|C|D|C|C,7
                """);

        Souk.Outcome outcome = Souk.run(
                "attribute",
                "--paths",
                csv,
                "--path-column",
                "the, path",
                "--conversions-column",
                "c",
                "--nulls-column",
                "n",
                "--separator",
                "|",
                "--transform",
                "remove_if_last_and_not_all",
                "--target",
                "C",
                "--models",
                "last_touch",
                "--format",
                "csv");

        assertThat(outcome.results().lines())
                .as(outcome.messages())
                .containsExactly(
                        "model,channel,conversions",
                        "last_touch,A,0.000000",
                        "last_touch,B,0.000000",
                        "last_touch,C,0.000000",
                        "last_touch,D,7.000000");
    }

    @Test
    void singleTouchesAndConversionsBecomePaths() throws IOException {
        String touches = file("touches.csv", """
                person,time,channel
                ann,2026-01-01,mail
                ann,2026-01-08T02:00:00+02:00,search
                ann,2026-01-08T00:00:00Z,search
                ann,2025-12-01 10:00:00,wechat
                bob,2026-01-02 10:00,search
                """);
        String orders = file("orders.csv", """
                person,time,value
                ann,2026-01-08T00:00:00.000Z,30.00
                """);

        Souk.Outcome outcome = Souk.run(
                "attribute",
                "--touches",
                touches,
                "--conversions",
                orders,
                "--lookback",
                "14d",
                "--models",
                "time_decay,markov_1",
                "--format",
                "csv");

        // The lookback leaves out wechat; mail is one half-life older than search. Of the three paths, mail > search
        // converts: P is 1/3, without mail 1/6, without search 0.
        assertThat(outcome.results().lines())
                .as(outcome.messages())
                .contains(
                        "time_decay,mail,0.333333,10.000000",
                        "time_decay,search,0.666667,20.000000",
                        "time_decay,wechat,0.000000,0.000000",
                        "markov_1,mail,0.333333,10.000000");
        assertThat(outcome.messages()).contains("touches.csv: 1 touches equal another");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path,conversions/ > A,1 | line 2: touch 1 of the path '> A' is empty. Name its channel",
                "path,conversions/A,1/ ,1 | line 3: path is empty. Fill it in",
                "path,conversions/A > > B,1 | line 2: touch 2 of the path 'A > > B' is empty.",
                "path,conversions/A >  > B,1 | line 2: touch 2 of the path 'A >  > B' is empty.",
                "path,conversions/A > B,-1 | line 2: conversions is -1, which is below zero.",
                "path,conversions/A > B, | line 2: conversions is empty. Write 0",
                "path,conversions/A > B,many | line 2: conversions is many, which is not a number.",
                "path,conversions/A > B,NaN | line 2: conversions is NaN, which is not a number.",
                "path,conversions/A > B,1e99 | line 2: conversions is 1e99, which is above 10^18.",
                "path,conversions/A > B,1e-99 | line 2: conversions is 1e-99, which has more than 18 digits",
                "path,conversions,nulls/A > B,1,-2 | line 2: nulls is -2, which is below zero.",
                "path,conversions,value/A > B,0,2 | line 2: value is 2 where conversions is 0.",
                "path,orders/A > B,1 | header: there is no column 'total_conversions' or 'conversions'; the columns are: path, orders. Name it with --conversions-column.",
                "path,path,conversions/A,A,1 | header: two columns are named 'path'.",
                "path,conversions/A,1/B,2 | line 2: the separator ' > ' is neither in this path, 'A', nor in any other. Name the right one, such as --separator '...'; where every path really is one touch, say --separator ''.",
                "path,conversions/A;B,1 | Name the right one, such as --separator ';'",
                "path,conversions/A > B | line 2: it has 1 fields where the header has 2.",
                "path,conversions/\"A > B,1/C,2 | line 2: a quote is opened and never closed.",
                "path,conversions/\"A > /B\",1/\"A\" > B,2 | line 4: text follows the closing quote",
                "path,conversions | there are no rows.",
                "`` | it is empty. Its first line names the columns."
            })
    void badDataIsNamedByFileLineAndRemedy(String lines, String message) throws IOException {
        String csv = file("bad.csv", lines == null ? "" : lines.replace("/", "\n"));

        Souk.Outcome outcome = Souk.run("attribute", "--paths", csv);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.results()).isEmpty();
        assertThat(outcome.messages()).startsWith("souk: " + csv).contains(message);
    }

    @Test
    void aPathOfAMillionCharactersIsRefused() throws IOException {
        String csv = file("long.csv", "path,conversions\nA > B,1\n" + "A > ".repeat(250_000) + "B,1\n");

        Souk.Outcome outcome = Souk.run("attribute", "--paths", csv);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.messages())
                .contains("line 3: a field that begins with 'A > A > A > A > A > A > A > A ...' has 1000001 characters"
                        + ", and the longest can have 100000. Shorten the path");
    }

    @Test
    void filesThatAreMissingOrNotWhatTheirNamesSayAreRefused() throws IOException {
        String latin1 = folder.resolve("latin1.csv").toString();
        Files.write(Path.of(latin1), new byte[] {'p', 'a', 't', 'h', '\n', (byte) 0xE9});

        assertThat(messageOf("nowhere.csv")).contains("nowhere.csv: there is no such file.");
        assertThat(messageOf(folder.toString())).contains("this is a folder.");
        assertThat(messageOf(latin1)).contains("it is not in UTF-8. Save it as UTF-8.");
        assertThat(messageOf(file("not.parquet", PATHS))).contains("it cannot be read as Parquet");
    }

    @Test
    void aTimeThatIsNoneIsNamed() throws IOException {
        Souk.Outcome outcome = Souk.run(
                "attribute",
                "--touches",
                file("touches.csv", "person,time,channel\nann,31/01/2026,mail\n"),
                "--conversions",
                file("orders.csv", "person,time\nann,2026-01-31\n"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.messages()).contains("touches.csv, line 2: time is '31/01/2026', which is not a time.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--models liner | There is no model 'liner'. The models are: first_touch,",
                "--models last_paid | last_paid cannot be computed: no channel is known to be paid",
                "--show transitions --models linear | --show transitions is about Markov chains",
                "--position-weights 40,60 | --position-weights has 2 numbers; it takes three",
                "--half-life soon | 'soon' is not a duration above zero.",
                "--touches x.csv --conversions y.csv | mutually exclusive"
            })
    void optionsThatMakeNoSenseAreUsageErrors(String options, String message) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("attribute", "--paths", file("paths.csv", PATHS)));
        arguments.addAll(List.of(options.split(" ")));

        Souk.Outcome outcome = Souk.run(arguments.toArray(String[]::new));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.results()).isEmpty();
        assertThat(outcome.messages()).contains(message);
    }

    /** Ten thousand paths over twelve channels: nearly all of the 1,884 states of order 3 occur. */
    @Test
    void creditsOfAnyModelAddUpWhateverTheOrderOfRows() throws IOException {
        Random random = new Random(11);
        List<String> rows = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < 10_000; i++) {
            List<String> path = new ArrayList<>();
            for (int touches = 1 + random.nextInt(9); touches > 0; touches--) {
                path.add("channel " + random.nextInt(12));
            }
            int conversions = random.nextInt(4);
            BigDecimal value = BigDecimal.valueOf(conversions == 0 ? 0 : random.nextInt(100_000), 2);
            total = total.add(value);
            rows.add("%s,%d,%s,%d".formatted(String.join(" > ", path), conversions, value, random.nextInt(30)));
        }
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        String results = credits(rows);

        assertThat(credits(shuffled)).isEqualTo(results);
        Map<String, BigDecimal> sums = new HashMap<>();
        results.lines()
                .skip(1)
                .map(line -> line.split(","))
                .forEach(cells -> sums.merge(cells[0], new BigDecimal(cells[3]), BigDecimal::add));
        BigDecimal expected = total;
        assertThat(sums)
                .hasSize(Attribution.names().size() - 1)
                .allSatisfy((model, sum) -> assertThat(sum).as(model).isEqualByComparingTo(expected));
    }

    private String credits(List<String> rows) throws IOException {
        String csv = file(
                "many.csv",
                "path,total_conversions,total_conversion_value,total_null\n" + String.join("\n", rows) + "\n");
        Souk.Outcome outcome = Souk.run("attribute", "--paths", csv, "--format", "csv");
        assertThat(outcome.exitCode()).as(outcome.messages()).isZero();
        return outcome.results();
    }

    private List<String> show(String paths, String view) {
        return Souk.run("attribute", "--paths", paths, "--models", "markov_1", "--show", view, "--format", "csv")
                .results()
                .lines()
                .toList();
    }

    private static String messageOf(String file) {
        Souk.Outcome outcome = Souk.run("attribute", "--paths", file);
        assertThat(outcome.exitCode()).isEqualTo(1);
        return outcome.messages();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
