package io.souk.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.jobs.LakeFixture;
import io.souk.silver.Orders;
import io.souk.silver.Touches;
import io.souk.table.Table;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class BenchTest {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @TempDir
    Path work;

    @Test
    void aMarketHasTheColumnsOfSilverOrdersAndTouches() {
        Market market = Market.made(work, 1_000, NOWHERE);

        assertThat(columns(market.file("orders"))).containsExactlyElementsOf(columns(Orders.TABLE));
        assertThat(columns(market.file("touches"))).containsExactlyElementsOf(columns(Touches.TABLE));
    }

    @Test
    void journeysHaveTheColumnsOfSilverOrdersAndTouches() {
        Market market = Market.ofJourneys(work, 1_000, NOWHERE);

        assertThat(columns(market.file("orders"))).containsExactlyElementsOf(columns(Orders.TABLE));
        assertThat(columns(market.file("touches"))).containsExactlyElementsOf(columns(Touches.TABLE));
    }

    @Test
    void countedPathsHoldEachJourneyOnce() {
        Market market = Market.ofJourneys(work, 2_000, NOWHERE);

        assertThat(new Contest(market, work.resolve("results"), NOWHERE)
                        .hold(List.of(new CountedPaths()), 1, List.of()))
                .containsKey("DuckDB counts paths, souk attribute");
        List<Long> counted = new ArrayList<>();
        try (DuckDb duckDb = DuckDb.open(work)) {
            duckDb.query(
                    "select sum(total_conversions) + sum(total_null) from read_parquet('%s')"
                            .formatted(work.resolve("results/CountedPaths/paths.parquet")),
                    row -> counted.add(row.getLong(1)));
        }
        assertThat(counted).containsExactly(2_000L);
    }

    @Test
    void threeWaysOfCountingComeToTheSameBuyers() {
        Market market = Market.made(work, 2_000, NOWHERE);

        assertThat(new Contest(market, work.resolve("results"), NOWHERE)
                        .hold(List.of(new DuckDbIntervals()), 2, List.of(new Bitmaps(), new DuckDbNaive())))
                .hasEntrySatisfying(
                        "DuckDB, intervals", rounds -> assertThat(rounds).hasSize(1))
                .containsKeys("RoaringBitmap", "DuckDB, count(distinct)");
    }

    @Test
    void soukAndDuckDbComeToTheSameTables() {
        Market market = Market.made(work, 2_000, NOWHERE);

        assertThat(new Contest(market, work.resolve("results"), NOWHERE)
                        .hold(List.of(new SoukTables(LakeFixture.parquet()), new DuckDbTables()), 1, List.of()))
                .containsOnlyKeys("Souk, all tables", "DuckDB, all tables");
    }

    @Test
    void aWrongFigureOfEveryTableIsFound() {
        Path right = work.resolve("right");
        Folders.makeEmpty(right);
        new DuckDbTables().run(Market.made(work, 2_000, NOWHERE), right);
        Map<Figures, String> wrong = Map.of(
                Figures.GMV, "cancelled = cancelled + 0.01",
                Figures.MARKET_SHARE, "gmv_share = gmv_share + 0.000001",
                Figures.CHANNEL_ATTRIBUTION, "credited_net = credited_net - 0.01",
                Figures.COHORTS, "ltv = ltv + 0.01");

        wrong.forEach((figures, change) -> {
            Comparison.Side one = new Comparison.Side("right", right);
            Comparison.Side other = new Comparison.Side("wrong", changed(right, figures, change));
            assertThat(Comparison.of(figures, one, one)).isPositive();
            assertThatThrownBy(() -> Comparison.of(figures, one, other))
                    .isInstanceOf(UnequalResultsException.class)
                    .hasMessageContaining(
                            figures.file() + ": 1 rows are in the results of right and not in those of wrong");
        });
    }

    @Test
    void targetsAreMetMissedOrNotMeasured() {
        Targets targets = new Targets();
        Map<String, List<Measurement>> contest = new LinkedHashMap<>();
        contest.put("Souk", List.of(taking(12), taking(10), taking(11)));
        targets.activity(20_000_000, contest);
        assertThat(targets.table())
                .contains("| backfill of activity, 20 million orders, against DuckDB | 0.50 x | not measured now |  |");
        contest.put("DuckDB, intervals", List.of(taking(22)));
        targets.activity(20_000_000, contest);
        assertThat(targets.table())
                .contains(
                        "| backfill of all gold tables that DuckDB expresses, 20,000,000 orders, against DuckDB | 1.00 x"
                                + " | not measured now |  |");
        targets.tables(2_000_000, contest);
        targets.longestTask(OptionalDouble.of(1.25));
        targets.quiet(730, List.of(taking(12)));
        targets.daily(List.of(
                new DailyRuns.History(730, 90_000, taking(100), List.of(taking(30)), List.of()),
                new DailyRuns.History(92, 20_000, taking(40), List.of(taking(20)), List.of())));

        assertThat(targets.table())
                .contains("| backfill of activity, 20 million orders, against DuckDB | 0.50 x | 0.50 x | met |")
                .contains(
                        "| backfill of all gold tables that DuckDB expresses, 2,000,000 orders, against DuckDB | 1.00 x"
                                + " | 0.50 x | met |")
                .contains("| cost per million orders, 100 million against 2 million | 1.15 x | not measured now |  |")
                .contains("| heap in which 100 million orders complete, against 4 GiB | 1.00 x | not measured now |  |")
                .contains("| longest task against the others of its stage, where one person is a bot | 2.00 x | 1.25 x"
                        + " | met |")
                .contains(
                        "| souk run on a day without events, 730 days of history, against 10 seconds | 1.00 x | 1.20 x"
                                + " | missed |")
                .contains("| daily run, 730 days of history against 92 | 1.10 x | 1.50 x | missed |")
                .contains("| daily run against the backfill of 730 days | 0.10 x | 0.30 x | missed |");
    }

    @Test
    void theMostCostlyStepOfADayIsNamedFirst() {
        DailyRuns.History history = new DailyRuns.History(
                730,
                90_000,
                taking(100),
                List.of(taking(3), taking(3)),
                List.of(
                        Map.of("ingest", 1.0, "staging gold.gmv", 2.0),
                        Map.of("ingest", 1.0, "staging gold.gmv", 3.0)));

        assertThat(Scores.steps(List.of(history)).lines())
                .containsSequence("| step | 730 |", "|---|---|", "| staging gold.gmv | 2.5 |", "| ingest | 1.0 |");
    }

    @Test
    void aPlotHasALineForEachWayAndAPointForEachSize() throws Exception {
        Plot plot = new Plot();
        plot.add(2_000_000, Map.of("Souk", List.of(taking(20))));
        plot.add(20_000_000, Map.of("Souk", List.of(taking(150)), "DuckDB", List.of(taking(300))));

        String svg = Files.readString(plot.write(work.resolve("plot.svg")));

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(2);
        assertThat(svg)
                .contains("2,000,000 orders: 10.00 s per million")
                .contains("20,000,000 orders: 7.50 s per million")
                .contains("20,000,000 orders: 15.00 s per million");
    }

    @Test
    void aFigureThatDiffersIsNamedWithARow() {
        Comparison.Side one = side("one", 4);
        Comparison.Side other = side("other", 5);

        assertThatThrownBy(() -> Comparison.of(Figures.OVERLAP, one, other))
                .isInstanceOf(UnequalResultsException.class)
                .hasMessageContaining("1 rows are in the results of one and not in those of other")
                .hasMessageContaining("'persons': 4");
    }

    @Test
    void aRowTooManyIsADifferenceToo() {
        Comparison.Side one = side("one", 4);
        Comparison.Side twice = side("twice", 4, 4);

        assertThatThrownBy(() -> Comparison.of(Figures.OVERLAP, one, twice))
                .isInstanceOf(UnequalResultsException.class)
                .hasMessageContaining("in the results of twice and not in those of one");
        assertThat(Comparison.of(Figures.OVERLAP, one, side("again", 4))).isEqualTo(1);
    }

    @Test
    void theMedianOfAnEvenNumberLiesInTheMiddle() {
        assertThat(Scores.median(List.of(seconds(9), seconds(1), seconds(4)), Measurement::seconds))
                .isEqualTo(4);
        assertThat(Scores.median(List.of(seconds(9), seconds(1), seconds(4), seconds(5)), Measurement::seconds))
                .isEqualTo(4.5);
    }

    private static Measurement seconds(double seconds) {
        return new Measurement(seconds, 0, OptionalLong.empty());
    }

    /** Results of overlap with a row for each number of persons. */
    private Comparison.Side side(String name, int... persons) {
        Path folder = work.resolve(name);
        Folders.makeEmpty(folder);
        try (DuckDb duckDb = DuckDb.open(work)) {
            duckDb.execute(("copy (select date '2024-01-01' as as_of_date, '1d' as window_length, 'jd' as platform_set,"
                            + " unnest(%s) as persons) to '%s' (format parquet)")
                    .formatted(Arrays.toString(persons), folder.resolve("buyer_overlap.parquet")));
        }
        return new Comparison.Side(name, folder);
    }

    /**
     * A folder in which one row of a table is another than in the results of DuckDB.
     *
     * @param change what is set, in SQL
     */
    private Path changed(Path results, Figures figures, String change) {
        Path folder = work.resolve("changed-" + figures.file());
        Folders.makeEmpty(folder);
        String column = change.split(" ", 2)[0];
        try (DuckDb duckDb = DuckDb.open(work)) {
            duckDb.execute(
                    "create table results as from read_parquet('%s/%s.parquet')".formatted(results, figures.file()));
            duckDb.execute("update results set %s where rowid = (select min(rowid) from results where %s > 0)"
                    .formatted(change, column));
            duckDb.execute("copy results to '%s/%s.parquet' (format parquet)".formatted(folder, figures.file()));
        }
        return folder;
    }

    private static List<String> columns(Table table) {
        return Arrays.asList(table.schema().fieldNames());
    }

    private List<String> columns(Path file) {
        List<String> names = new ArrayList<>();
        try (DuckDb duckDb = DuckDb.open(work)) {
            duckDb.query("describe from read_parquet('%s')".formatted(file), row -> names.add(row.getString(1)));
        }
        return names;
    }

    private static Measurement taking(double seconds) {
        return new Measurement(seconds, 0, OptionalLong.empty());
    }
}
