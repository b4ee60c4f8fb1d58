package io.souk.jobs.trial;

import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Two lakes live through the same days. One is left alone. The other's program is killed again and again, is started a
 * second time while it runs, and meets what goes wrong on its {@link Ground}; then it is started once more, as a scheduler
 * would. At the end their tables are compared.
 */
final class Trial {

    private static final String CALM = "calm";
    private static final String DISTURBED = "disturbed";

    /** So often a scheduler tries a run that gave up. */
    private static final int TRIES = 4;

    private static final String NO_MESSAGE = "no message";

    private final Path home;
    private final Path out;
    private final Ground ground;
    private final PrintStream log;
    private final KillPlan plan;
    private final List<String> differences = new ArrayList<>();
    private int kills;
    private int late;
    private int faults;
    private int defeats;

    /** @param ground where the disturbed lake lies; closed by who made it */
    Trial(Path home, Path out, Ground ground, PrintStream log, long seed) {
        this.home = home;
        this.out = out;
        this.ground = ground;
        this.log = log;
        this.plan = new KillPlan(seed);
    }

    /**
     * Tries.
     *
     * @param killsWanted how often to kill, over all days
     * @param days simulated days, each with a run
     * @return a sentence for each difference
     */
    List<String> run(int killsWanted, int days, LocalDate first, Arrivals arrivals) {
        log.printf("besides kills: a second run, and %s%n", ground.kind());
        configure(CALM, arrivals.landing());
        configure(DISTURBED, arrivals.landing());
        for (int day = 0; day < days; day++) {
            LocalDate date = first.plusDays(day);
            arrivals.through(date);
            Child calm = start(CALM, date, Map.of());
            require(calm, "The undisturbed run");
            log.printf("%s: %d steps in %.0f s%n", date, calm.steps().size(), calm.millis() / 1000.0);
            int killsToday = killsWanted * (day + 1) / days - killsWanted * day / days;
            plan.knows(calm.steps(), calm.millis() + ground.waitAfterKillMillis(), killsToday);
            int wanted = kills + killsToday;
            // A run may be over before its moment comes; then it is tried again, but not for ever.
            for (int tries = 0; kills < wanted && tries < 2 * killsToday; tries++) {
                kill(date, plan.next());
                compareWhatReadersSee(date);
            }
            if (day % 2 == 1) {
                ground.troubles().forEach(trouble -> meet(trouble, date));
            }
            finish(date, day % 2 == 0);
        }
        log.println("comparing all tables");
        compare();
        if (!differences.isEmpty()) {
            ground.keep();
        }
        return differences;
    }

    private void compare() {
        Map<String, String> settings = new HashMap<>(ground.quietSettings());
        settings.putAll(Map.of("spark.master", "local[2]", "spark.sql.shuffle.partitions", "2"));
        try (Lake calm = Lake.open(lake(CALM), settings)) {
            differences.addAll(Comparison.differences(calm, Lake.open(lake(DISTURBED), settings)));
        }
    }

    private void kill(LocalDate date, KillPlan.Moment moment) {
        CountDownLatch reached = new CountDownLatch(moment.step().isPresent() ? 1 : 0);
        Child child = Child.start(home, arguments(DISTURBED, date), variables(ground.variables()), step -> {
            if (moment.step().filter(step::equals).isPresent()) {
                reached.countDown();
            }
        });
        boolean isTooLate = waitFor(reached, child) || child.endsWithin(moment.millis());
        long took = child.millis();
        child.kill();
        int exitCode = child.exitCode();
        if (isTooLate && exitCode == 0) {
            late++;
            plan.wasOver(took);
            log.printf("  it had ended before it could be killed %s%n", moment);
            return;
        }
        if (isTooLate && exitCode == 1 && ground.mayDefeat()) {
            defeats++;
            log.printf("  it gave up before it could be killed: %s%n", lastMessage(child));
            return;
        }
        if (isTooLate) {
            differences.add(
                    "%s: a run failed by itself, with exit code %d: %s".formatted(date, exitCode, child.lastWords()));
            return;
        }
        kills++;
        plan.killed(moment);
        log.printf("  killed %s%n", moment);
    }

    /** Waits for a step; true where the program ended without it. */
    private static boolean waitFor(CountDownLatch reached, Child child) {
        try {
            while (!reached.await(20, TimeUnit.MILLISECONDS)) {
                if (child.endsWithin(0) && !reached.await(2, TimeUnit.SECONDS)) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** After a kill readers see what was published before, or all of what the run published, and nothing between. */
    private void compareWhatReadersSee(LocalDate date) {
        Optional<Publication> calm = published(CALM, Map.of());
        Optional<Publication> seen = published(DISTURBED, ground.quietSettings());
        boolean isBefore = seen.map(found -> found.lastDate().isBefore(date)).orElse(true);
        boolean isWhole = isBefore
                || seen.get().lastDate().equals(calm.orElseThrow().lastDate())
                        && seen.get().orders() == calm.get().orders()
                        && seen.get().batches().equals(calm.get().batches());
        if (!isWhole) {
            differences.add("%s: after a kill, publication %d is not that of the undisturbed run"
                    .formatted(date, seen.get().number()));
        }
    }

    private void meet(Ground.Trouble trouble, LocalDate date) {
        Child troubled = start(DISTURBED, date, trouble.begin().get());
        int exitCode = troubled.exitCode();
        trouble.end().run();
        faults++;
        log.printf("  %s: exit code %d, %s%n", trouble.what(), exitCode, lastMessage(troubled));
        if (exitCode != 1 && exitCode != 0) {
            differences.add("%s: with %s the exit code was %d, not 1: %s"
                    .formatted(date, trouble.what(), exitCode, troubled.lastWords()));
        }
        if (exitCode == 1 && lastMessage(troubled).equals(NO_MESSAGE)) {
            differences.add(
                    "%s: with %s nobody was told why: %s".formatted(date, trouble.what(), troubled.lastWords()));
        }
        compareWhatReadersSee(date);
    }

    /** Starts once more and lets it end; on some days somebody starts a second one meanwhile. */
    private void finish(LocalDate date, boolean hasRival) {
        CountDownLatch running = new CountDownLatch(1);
        Child first = Child.start(
                home, arguments(DISTURBED, date), variables(ground.variables()), step -> running.countDown());
        if (hasRival && !waitFor(running, first)) {
            // Where the first one is done before the second one asks, the second one may work.
            AtomicBoolean areBothAtWork = new AtomicBoolean();
            Child rival = Child.start(home, arguments(DISTURBED, date), variables(ground.variables()), step -> {
                if (!first.endsWithin(0)) {
                    areBothAtWork.set(true);
                }
            });
            int exitCode = rival.exitCode();
            faults++;
            log.printf("  a second run meanwhile: exit code %d, %s%n", exitCode, lastMessage(rival));
            boolean isTurnedAway = exitCode == 4 && rival.messages().contains("Another run holds the lake");
            if (areBothAtWork.get() || !isTurnedAway && exitCode != 0) {
                differences.add("%s: a second run was not turned away: exit code %d, %s"
                        .formatted(date, exitCode, rival.lastWords()));
            }
        }
        Child last = first;
        for (int i = 1; last.exitCode() == 1 && ground.mayDefeat() && i < TRIES; i++) {
            defeats++;
            log.printf("  it gave up: %s%n", lastMessage(last));
            last = start(DISTURBED, date, Map.of());
        }
        require(last, "The run after all kills");
    }

    private Child start(String side, LocalDate date, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        if (side.equals(DISTURBED)) {
            all.putAll(ground.variables());
        }
        return Child.start(home, arguments(side, date), variables(all), step -> {});
    }

    private Map<String, String> variables(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("SOUK_LOG", out.resolve("souk.log").toString());
        return variables;
    }

    private List<String> arguments(String side, LocalDate date) {
        return List.of(
                "run", "--date", date.toString(), "--config", config(side).toString());
    }

    private static void require(Child child, String what) {
        int exitCode = child.exitCode();
        if (exitCode != 0) {
            throw new IllegalStateException(
                    "%s ended with exit code %d. It said last:%n%s".formatted(what, exitCode, child.lastWords()));
        }
    }

    private static String lastMessage(Child child) {
        return child.messages()
                .lines()
                .filter(line -> line.contains("\"souk: "))
                .map(line -> line.substring(line.indexOf("\"souk: ") + 1).replaceAll("\"}$", ""))
                .findFirst()
                .orElse(NO_MESSAGE);
    }

    private Optional<Publication> published(String side, Map<String, String> settings) {
        return new Publications(LakeFiles.at(lake(side), settings)).latest();
    }

    private void configure(String side, Path landing) {
        String text = """
                lake: %s
                sources:
                  - mapping: %s
                    input: %s
                windows: [7d]
                segments: [all, gender]
                spark:
                  spark.master: "local[2]"
                  spark.sql.shuffle.partitions: "2"
                """.formatted(lake(side), home.resolve("conf/sources/simulated.yaml"), landing);
        String settings = (side.equals(DISTURBED) ? ground.settings() : Map.<String, String>of())
                .entrySet().stream()
                        .map(setting -> "  %s: \"%s\"%n".formatted(setting.getKey(), setting.getValue()))
                        .collect(Collectors.joining());
        try {
            Files.writeString(config(side), text + settings);
        } catch (IOException e) {
            throw new UncheckedIOException("The trial's configuration cannot be written", e);
        }
    }

    private Path config(String side) {
        return out.resolve(side + ".yaml");
    }

    private String lake(String side) {
        return side.equals(DISTURBED)
                ? ground.lake()
                : out.resolve(side).resolve("lake").toString();
    }

    /** What was done, in a line or two. */
    String summary() {
        String done =
                "%d kills, at %d of %d named steps and at random moments; %d ended before they could be killed; %d other faults; %d differences"
                        .formatted(kills, plan.stepsKilledAt(), plan.stepsKnown(), late, faults, differences.size());
        return ground.tally().isEmpty()
                ? done
                : "%s; %d runs that gave up and were started again%n%s".formatted(ground.tally(), defeats, done);
    }
}
