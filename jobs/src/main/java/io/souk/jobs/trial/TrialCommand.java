package io.souk.jobs.trial;

import io.souk.jobs.lake.LandingWriter;
import io.souk.jobs.simulate.Simulation;
import io.souk.jobs.simulate.SimulationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/trial-kill}: is anything lost, doubled or half visible when the program dies? */
@Command(
        name = "trial-kill",
        mixinStandardHelpOptions = true,
        description = {
            "Ingests, runs and publishes simulated days twice: once undisturbed, and once killed N times (SIGKILL) at named",
            "steps and at random moments, with a second run started meanwhile and a full disk. Then compares all tables.",
            "Exits with 1 where they differ. With --store s3 the lake lies on an object store over a network that fails."
        },
        footer = {"", "Example:", "  bin/trial-kill 20", "  bin/trial-kill 20 --store s3"})
final class TrialCommand implements Callable<Integer> {

    private static final LocalDate FIRST = LocalDate.of(2019, 12, 1);

    private final Path home;
    private final PrintStream results;

    @Parameters(index = "0", paramLabel = "N", description = "How often to kill.")
    private int kills;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "4",
            description = "Simulated days, each with a run. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed kills at other moments. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "disk",
            description = {
                "Where the disturbed lake lies: disk, which is full now and then, or s3, behind a network that loses",
                "replies, breaks connections, is slow, and answers 503. Default: ${DEFAULT-VALUE}."
            })
    private Store store;

    /** Where the disturbed lake lies. */
    enum Store {
        DISK,
        S3
    }

    TrialCommand(String home, PrintStream results) {
        this.home = Path.of(home).toAbsolutePath().normalize();
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        Path out = Files.createTempDirectory("souk-trial-");
        Path all = out.resolve("all");
        results.printf("simulating %d days%n", days);
        Simulation.write(
                LandingWriter.into(all.toString(), Map.of("spark.master", "local[2]")),
                new SimulationSettings(1_000_000, FIRST.minusDays(20), FIRST.plusDays(days), seed));
        List<String> differences;
        try (Ground ground = ground(out.resolve("disturbed"))) {
            Trial trial = new Trial(home, out, ground, results, seed);
            differences = trial.run(kills, days, FIRST, new Arrivals(all, out.resolve("landing")));
            differences.forEach(difference -> results.println("DIFFERENCE " + difference));
            results.println(trial.summary());
        }
        if (differences.isEmpty()) {
            remove(out);
            return 0;
        }
        results.println("what was made is left in " + out);
        return 1;
    }

    private Ground ground(Path folder) {
        return store == Store.S3
                ? FaultyStore.start(home.resolve("jobs/target/s3/s3proxy.jar"), folder, seed)
                : SmallDisk.at(folder);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
