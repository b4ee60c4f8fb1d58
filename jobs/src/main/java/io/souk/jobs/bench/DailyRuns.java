package io.souk.jobs.bench;

import io.souk.jobs.config.Config;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.Ingest;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LandingWriter;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.plan.Run;
import io.souk.jobs.simulate.Simulation;
import io.souk.jobs.simulate.SimulationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The daily run, from arriving files to published tables, in two lakes in turn: one has two years of history, the other
 * three months. The same files arrive in both. The market is that of {@code souk simulate}.
 */
final class DailyRuns {

    /** What has happened; what is not here (profiles, reference data) arrives in both lakes whole. */
    private static final String HAPPENINGS = "order_events|share_events|sessions";

    private static final String LONG = "long";
    private static final String SHORT = "short";
    private static final LocalDate SHORT_FROM = LocalDate.of(2019, 10, 1);
    private static final Map<String, String> SETTINGS = Map.of("spark.master", "local[" + Machine.THREADS + "]");

    /**
     * What was measured in one lake.
     *
     * @param days covered by its tables after the last run
     * @param orders in them
     * @param backfill of all days but those that were then run one by one
     * @param runs one for each counted day
     * @param steps seconds by step, one map for each counted day
     */
    record History(
            long days, long orders, Measurement backfill, List<Measurement> runs, List<Map<String, Double>> steps) {}

    private final Path work;
    private final SourceMapping mapping;
    private final Config config;
    private final PrintStream messages;

    DailyRuns(Path work, Path mapping, PrintStream messages) {
        this.work = work;
        this.mapping = SourceMapping.load(mapping);
        this.config = Config.defaults();
        this.messages = messages;
    }

    /**
     * Backfills both lakes, then runs the last days of the market one by one in each.
     *
     * @param scale one simulated person stands for so many
     * @param rounds days; the first of several warms up and is not counted
     * @return the long history and the short one
     */
    List<History> measure(long scale, int rounds) {
        SimulationSettings two = SimulationSettings.DEFAULT;
        SimulationSettings settings = new SimulationSettings(scale, two.from(), two.to(), two.seed());
        Path market = simulated(settings);
        List<LocalDate> days = settings.to()
                .minusDays(rounds - 1L)
                .datesUntil(settings.to().plusDays(1))
                .toList();
        List<Side> sides = List.of(new Side(market, LONG, settings.from()), new Side(market, SHORT, SHORT_FROM));
        sides.forEach(side -> side.backfill(days.get(0).minusDays(1)));
        for (LocalDate day : days) {
            boolean isWarmUp = rounds > 1 && day.equals(days.get(0));
            sides.forEach(side -> side.run(day, isWarmUp));
        }
        sides.get(0).lake.close();
        return sides.stream().map(Side::history).toList();
    }

    /** Where the lakes lie that {@link #measure} leaves behind, each beside the landing of its files. */
    List<Path> folders(long scale) {
        return Stream.of(LONG, SHORT).map(root(scale)::resolve).toList();
    }

    private Path root(long scale) {
        return work.resolve("daily-" + scale);
    }

    private Path simulated(SimulationSettings settings) {
        Path market = root(settings.scale()).resolve("market");
        if (!Files.isRegularFile(market.resolve(Simulation.TRUTH_FILE))) {
            messages.printf("simulating %s to %s at 1:%d%n", settings.from(), settings.to(), settings.scale());
            Folders.makeEmpty(market);
            Simulation.write(LandingWriter.into(market.toString(), SETTINGS), settings);
        }
        return market;
    }

    /** One lake and the folder in which its files arrive. */
    private final class Side {

        private final Path market;
        private final String name;
        private final LocalDate from;
        private final Path landing;
        private final Lake lake;
        private final List<Measurement> runs = new ArrayList<>();
        private final List<Map<String, Double>> steps = new ArrayList<>();
        private Measurement backfill;
        private Publication published;

        Side(Path market, String name, LocalDate from) {
            Path folder = market.resolveSibling(name);
            Folders.makeEmpty(folder);
            this.market = market;
            this.name = name;
            this.from = from;
            this.landing = folder.resolve("landing");
            this.lake = Lake.open(folder.resolve("lake").toString(), SETTINGS);
        }

        void backfill(LocalDate last) {
            arrive(file -> !isAfter(file, last) && !isTooOld(file));
            backfill = Meter.measure(() -> through(last, new StepTimes()));
            messages.printf("%s history, backfill: %.1f s%n", name, backfill.seconds());
        }

        void run(LocalDate day, boolean isWarmUp) {
            arrive(file -> file.getFileName().toString().startsWith(day.toString()));
            StepTimes times = new StepTimes();
            Measurement measured = Meter.measure(() -> through(day, times));
            messages.printf("%s history, run of %s: %.1f s%n", name, day, measured.seconds());
            if (!isWarmUp) {
                runs.add(measured);
                steps.add(times.seconds());
            }
        }

        History history() {
            return new History(
                    published
                            .firstDate()
                            .datesUntil(published.lastDate().plusDays(1))
                            .count(),
                    published.orders(),
                    backfill,
                    runs,
                    steps);
        }

        private void through(LocalDate day, StepTimes times) {
            // Moments only name batches and runs here.
            Instant moment = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            times.step(0, 0, "ingest");
            Ingest.run(lake, mapping, landing.toString(), moment, Optional.empty(), step -> {});
            times.done("ingest", 0);
            published = new Run(lake, config, times).through(day, "CNY", moment);
        }

        private boolean isTooOld(Path file) {
            String kind = market.relativize(file).getName(0).toString();
            String name = file.getFileName().toString();
            return kind.matches(HAPPENINGS) && name.compareTo(from.toString().substring(0, "2019-10".length())) < 0;
        }

        private static boolean isAfter(Path file, LocalDate day) {
            String name = file.getFileName().toString();
            return name.matches("\\d{4}-\\d{2}-\\d{2}.*")
                    && name.substring(0, 10).compareTo(day.toString()) > 0;
        }

        private void arrive(Predicate<Path> isMeant) {
            try (Stream<Path> files = Files.walk(market)) {
                for (Path file :
                        files.filter(Files::isRegularFile).filter(isMeant).toList()) {
                    Path target = landing.resolve(market.relativize(file));
                    Files.createDirectories(target.getParent());
                    Files.createLink(target, file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The files of %s cannot arrive: %s".formatted(market, e.getMessage()), e);
            }
        }
    }
}
