package io.souk.jobs.bench;

import io.souk.jobs.lake.ParquetFolder;
import io.souk.jobs.simulate.SimulationSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/bench}: measures, compares, and fails where results differ. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Backfills active buyers, growth accounting and platform overlap of a made-up market, by Souk and by DuckDB in",
            "turn on two threads, and compares every figure. Exits with 1 where one differs. With --journeys it credits",
            "channels from touches and orders, by day as runs do, and from counted paths. With --tables it backfills every gold",
            "table that DuckDB can express too. With --daily it runs days one by one. At the end it says which targets are met."
        },
        footer = {
            "",
            "Examples:",
            "  bin/bench --quick",
            "  bin/bench --orders 2000000 --orders 20000000",
            "  bin/bench --journeys 10000000 --rounds 1",
            "  bin/bench --tables 2000000",
            "  bin/bench --daily 1:100000 --rounds 6"
        })
final class BenchCommand implements Callable<Integer> {

    private static final long QUICK_ORDERS = 100_000;
    private static final List<Long> ALL_ORDERS = List.of(2_000_000L, 20_000_000L, 100_000_000L);
    private static final List<Long> ALL_TABLES = List.of(2_000_000L);
    private static final String ALL_DAILY = "1:100000";

    /** From here on the bot of a market has events enough to tell. */
    private static final long WITH_A_BOT = 20_000_000;

    private final Path home;
    private final Path simulatedMapping;
    private final LocalDate today;
    private final PrintStream results;
    private final PrintStream messages;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "100,000 orders, all four ways: some minutes.")
    private boolean isQuick;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description =
                    "Orders of the market; may be repeated. Where nothing is asked for: 2, 20 and 100 million, and besides --tables 2000000 and --daily 1:100000.")
    private List<Long> orders = List.of();

    @Option(
            names = "--journeys",
            paramLabel = "N",
            description =
                    "Journeys that are counted and credited by every model, instead of orders; may be repeated, and combined with --orders.")
    private List<Long> journeys = List.of();

    @Option(
            names = "--tables",
            paramLabel = "N",
            description =
                    "Orders of a market of which all gold tables are made that DuckDB expresses; may be repeated, and combined with --orders.")
    private List<Long> tables = List.of();

    @Option(
            names = "--daily",
            paramLabel = "1:N",
            description =
                    "Daily runs of a simulated market of this scale, in a lake with two years of history and in one with three months.")
    private String daily;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description =
                    "Rounds of Souk and DuckDB, or days that are run one by one; the first of several warms up and is not counted. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--naive-up-to",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Largest market that count(distinct) is tried on. Default: ${DEFAULT-VALUE}.")
    private long naiveUpTo;

    @Option(
            names = "--bitmaps-up-to",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Largest market that bitmaps are tried on. Default: ${DEFAULT-VALUE}.")
    private long bitmapsUpTo;

    @Option(
            names = "--duckdb-up-to",
            paramLabel = "N",
            defaultValue = "20000000",
            description =
                    "Largest market that DuckDB is tried on; larger ones Souk backfills alone, once: DuckDB takes some gigabyte of memory or disk for each million. Default: ${DEFAULT-VALUE}.")
    private long duckDbUpTo;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "bench",
            description = "Markets and results; markets are made once. Default: ${DEFAULT-VALUE}.")
    private Path work;

    /**
     * The command.
     *
     * @param home folder of the program, with conf/
     */
    BenchCommand(Path home, LocalDate today, PrintStream results, PrintStream messages) {
        this.home = home;
        this.simulatedMapping = home.resolve("conf/sources/simulated.yaml");
        this.today = today;
        this.results = results;
        this.messages = messages;
    }

    @Override
    public Integer call() {
        boolean isNothingAsked =
                !isQuick && Stream.of(orders, journeys, tables).allMatch(List::isEmpty) && daily == null;
        List<Long> sizes = sizes(isNothingAsked);
        Targets targets = new Targets();
        Plot plot = new Plot();
        results.print(Machine.describe(today));
        try (ParquetFolder parquet = ParquetFolder.open(Map.of("spark.master", "local[" + Machine.THREADS + "]"))) {
            for (long size : journeys) {
                Market market = Market.ofJourneys(work.toAbsolutePath(), size, messages);
                Contest contest = new Contest(market, work.toAbsolutePath().resolve("results"), messages);
                List<Contestant> rivals = List.of(new SoukJourneys(parquet), new CountedPaths());
                results.print(Scores.table(size, "journeys", contest.hold(rivals, rounds, List.of())));
                results.flush();
            }
            for (long size : isNothingAsked ? ALL_TABLES : tables) {
                Market market = Market.made(work.toAbsolutePath(), size, messages);
                Contest contest = new Contest(market, work.toAbsolutePath().resolve("results"), messages);
                List<Contestant> rivals = List.of(new SoukTables(parquet), new DuckDbTables());
                Map<String, List<Measurement>> measured = contest.hold(rivals, rounds, List.of());
                targets.tables(size, measured);
                results.print(Scores.table(size, "orders, all tables", measured));
                results.flush();
            }
            for (long size : sizes) {
                Market market = Market.made(work.toAbsolutePath(), size, messages);
                Contest contest = new Contest(market, work.toAbsolutePath().resolve("results"), messages);
                parquet.taskTimes().clear();
                Map<String, List<Measurement>> measured = size <= duckDbUpTo
                        ? contest.hold(List.of(new SoukBackfill(parquet), new DuckDbIntervals()), rounds, others(size))
                        : contest.hold(List.of(new SoukBackfill(parquet)), 1, others(size));
                targets.activity(size, measured);
                if (size >= WITH_A_BOT) {
                    targets.longestTask(parquet.taskTimes().longestAgainstOthers());
                }
                plot.add(size, measured);
                results.print(Scores.table(size, "orders", measured));
                results.flush();
            }
        }
        if (daily != null || isNothingAsked) {
            measureDays(SimulationSettings.parseScale(isNothingAsked ? ALL_DAILY : daily), targets);
        }
        results.print(targets.table());
        plot.write(work.resolve("activity.svg"));
        return 0;
    }

    private void measureDays(long scale, Targets targets) {
        DailyRuns runs = new DailyRuns(work.toAbsolutePath(), simulatedMapping, messages);
        List<DailyRuns.History> histories = runs.measure(scale, rounds);
        targets.daily(histories);
        results.print(Scores.daily(histories));
        results.print(Scores.steps(histories));
        QuietDays quietDays = new QuietDays(home, simulatedMapping, messages);
        LocalDate next = SimulationSettings.DEFAULT.to().plusDays(1);
        List<Path> folders = runs.folders(scale);
        for (int i = 0; i < folders.size(); i++) {
            targets.quiet(histories.get(i).days(), quietDays.measure(folders.get(i), next, rounds));
        }
    }

    private List<Long> sizes(boolean isNothingAsked) {
        if (rounds < 1
                || Stream.of(orders, journeys, tables)
                        .flatMap(List::stream)
                        .anyMatch(size -> size < 1_000 || size > Market.MOST_ORDERS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give at least one round, and between 1,000 and %,d orders or journeys."
                            .formatted(Market.MOST_ORDERS));
        }
        if (isQuick) {
            return Stream.concat(Stream.of(QUICK_ORDERS), orders.stream()).toList();
        }
        return isNothingAsked ? ALL_ORDERS : orders;
    }

    /** Ways that take too long on large markets. */
    private List<Contestant> others(long size) {
        List<Contestant> others = new ArrayList<>();
        if (size <= bitmapsUpTo) {
            others.add(new Bitmaps());
        }
        if (size <= naiveUpTo) {
            others.add(new DuckDbNaive());
        }
        return others;
    }
}
