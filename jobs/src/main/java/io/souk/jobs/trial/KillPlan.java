package io.souk.jobs.trial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Chooses when to kill: on each day first at steps that no process was killed at yet, in their order, since what is done is
 * not done again; then at any moment.
 */
final class KillPlan {

    private final Random random;
    private final Set<String> killedAt = new LinkedHashSet<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private long longest;

    /**
     * When to kill.
     *
     * @param step when the program begins this step; empty for a moment
     * @param millis after its start, or after the step began
     */
    record Moment(Optional<String> step, long millis) {

        @Override
        public String toString() {
            return step.map(name -> "%d ms into '%s'".formatted(millis, name))
                    .orElseGet(() -> "%.1f s after the start".formatted(millis / 1000.0));
        }
    }

    KillPlan(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Takes note of what a run of the day goes through when nobody disturbs it.
     *
     * @param steps in their order; those that are chosen come in it too, since a run does not repeat what is done
     * @param millis what it takes
     * @param kills how often to kill on this day
     */
    void knows(List<String> steps, long millis, int kills) {
        List<String> ordered = new ArrayList<>(new LinkedHashSet<>(steps));
        known.addAll(ordered);
        List<String> fresh = new ArrayList<>(ordered);
        fresh.removeAll(killedAt);
        Collections.shuffle(fresh, random);
        List<String> chosen = new ArrayList<>(fresh.subList(0, Math.min(fresh.size(), (kills + 1) / 2)));
        chosen.sort(Comparator.comparingInt(ordered::indexOf));
        waiting.clear();
        waiting.addAll(chosen);
        longest = millis;
    }

    /** Takes note of a run that was over before it could be killed: later ones are to be killed sooner. */
    void wasOver(long millis) {
        longest = Math.min(longest, millis);
    }

    /** The next moment. */
    Moment next() {
        if (!waiting.isEmpty()) {
            // Mostly at once: many steps are short, and the next one would be met instead.
            return new Moment(Optional.of(waiting.poll()), random.nextInt(random.nextInt(3) == 0 ? 400 : 20));
        }
        return new Moment(Optional.empty(), (long) (random.nextDouble() * longest));
    }

    /** Takes note of a kill that happened. */
    void killed(Moment moment) {
        moment.step().ifPresent(killedAt::add);
    }

    int stepsKilledAt() {
        return killedAt.size();
    }

    int stepsKnown() {
        return known.size();
    }
}
