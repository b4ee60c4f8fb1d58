package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.LandingWriter;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.plan.Run;
import io.souk.jobs.simulate.Simulation;
import io.souk.jobs.simulate.SimulationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code souk demo}: everything once, on a made-up market whose figures are known. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates two years of a market, backfills them, runs the last day as it arrives, compares the tables with",
            "what was planted, and writes the report."
        },
        footer = {"", "Example:", "  souk demo"})
public final class DemoCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "Folder to write; an earlier demo in it is replaced. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--scale",
            paramLabel = "1:N",
            defaultValue = "1:100000",
            description = "One simulated person stands for N. Default: ${DEFAULT-VALUE}.")
    private String scale;

    public DemoCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintStream messages = environment.messages();
        refuseForeignFiles();
        SimulationSettings two = SimulationSettings.DEFAULT;
        SimulationSettings settings =
                new SimulationSettings(SimulationSettings.parseScale(scale), two.from(), two.to(), two.seed());
        LocalDate lastDay = settings.to();
        Path landing = out.resolve("landing");
        Config config = Config.defaults()
                .withSources(List.of(
                        new Config.Source(environment.shipped("conf/sources/simulated.yaml"), landing.toString())));
        String address = out.resolve("lake").toString();
        // A demo that is under way keeps what it is writing.
        try (RunLock lock = RunLock.take(LakeFiles.at(address, Map.of()))) {
            removeEarlierDemo();
            try (Lake lake = Lake.open(address, Map.of())) {
                lock.guarding(lake);
                messages.printf("1/5 simulating %s to %s at %s%n", settings.from(), lastDay, scale);
                Simulation.Summary market =
                        Simulation.write(LandingWriter.into(landing.toString(), Map.of()), settings);
                messages.printf("    %,d orders in %,d rows%n", market.orders(), market.rows());
                Path arriving = out.resolve("arriving");
                List<Path> lastFiles = filesOf(landing, lastDay);
                move(landing, arriving, lastFiles);

                messages.printf("2/5 backfilling to %s%n", lastDay.minusDays(1));
                publish(
                        lake,
                        config,
                        run -> run.over(Optional.empty(), Optional.of(lastDay.minusDays(1)), "CNY", environment.now()));

                messages.printf("3/5 the files of %s arrive: the daily run%n", lastDay);
                move(arriving, landing, lastFiles);
                publish(lake, config, run -> run.through(lastDay, "CNY", environment.now()));

                messages.println("4/5 comparing the tables with what was planted");
                PublishedTables published = Publications.open(lake);
                DemoSummary summary = new DemoSummary(published, lastDay, landing.resolve(Simulation.TRUTH_FILE));
                messages.println("5/5 writing the report");
                Path report = out.resolve("report-" + lastDay + ".html");
                ReportCommand.write(published, lastDay, report);

                return summary.print(environment.results(), out, report);
            }
        }
    }

    /** Makes and publishes tables. */
    private interface Body {
        void with(Run run);
    }

    private void publish(Lake lake, Config config, Body body) {
        new Ingestion(environment, lake, config).run(summary -> {});
        body.with(new Run(lake, config, new ProgressLine(environment)));
    }

    /** The files that arrived on a day, as paths below the landing folder. */
    private static List<Path> filesOf(Path landing, LocalDate day) {
        try (Stream<Path> files = Files.walk(landing)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(day.toString()))
                    .map(landing::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be listed".formatted(landing), e);
        }
    }

    private static void move(Path from, Path to, List<Path> files) {
        try {
            for (Path file : files) {
                Files.createDirectories(to.resolve(file).getParent());
                Files.move(from.resolve(file), to.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files of the last day cannot be moved to %s".formatted(to), e);
        }
    }

    /** Refuses a folder with something in it that no demo wrote. */
    private void refuseForeignFiles() {
        if (!Files.exists(out)) {
            return;
        }
        try (Stream<Path> present = Files.list(out)) {
            List<String> foreign = present.map(path -> path.getFileName().toString())
                    .filter(name -> !name.matches("landing|lake|arriving|report-.*\\.html"))
                    .sorted()
                    .toList();
            if (!foreign.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s holds %s, which no demo wrote. Name another folder with --out, or move that away."
                                .formatted(out, String.join(", ", foreign)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be listed".formatted(out), e);
        }
    }

    /** Removes what an earlier demo wrote, but for the lock, which this one holds. */
    private void removeEarlierDemo() {
        Path lock = out.resolve("lake").resolve("_lock");
        try (Stream<Path> present = Files.walk(out)) {
            for (Path path : present.sorted(Comparator.reverseOrder()).toList()) {
                if (!lock.startsWith(path)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The earlier demo in %s cannot be removed".formatted(out), e);
        }
    }
}
