package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows that stand for two are the same as two rows, whenever the cube hands on what it holds. */
class CubeTest {

    private static final String[] ONE = {"one"};
    private static final String[] OTHER = {"other"};

    @Property(tries = 300)
    void aSharedRowIsAddedToBoth(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int capacity) {
        Random random = new Random(seed);
        Map<String, Long> handedOn = new TreeMap<>();
        Cube cube = new Cube(capacity, (name, key, days) -> collect(handedOn, name, key[0], days));
        DaySums shared = cube.shared("row", ONE, OTHER);
        DaySums alone = cube.row("row", ONE);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = random.nextInt(50); i > 0; i--) {
            boolean isTakenBack = random.nextBoolean();
            if (isTakenBack) {
                cube.takeBack();
            } else {
                cube.add();
            }
            int day = random.nextInt(100) - 50;
            int measure = random.nextInt(DaySums.MEASURES);
            long amount = random.nextInt(5);
            long signed = isTakenBack ? -amount : amount;
            if (random.nextBoolean()) {
                shared.add(day, measure, amount);
                expected.merge(cell("row", "one", day, measure), signed, Long::sum);
                expected.merge(cell("row", "other", day, measure), signed, Long::sum);
            } else {
                alone.add(day, measure, amount);
                expected.merge(cell("row", "one", day, measure), signed, Long::sum);
            }
            cube.flushWhereFull();
        }
        cube.flush();

        expected.values().removeIf(sum -> sum == 0);
        handedOn.values().removeIf(sum -> sum == 0);
        assertThat(handedOn).isEqualTo(expected);
    }

    /** A shared row becomes two when the cube is emptied, so it takes the room of two before. */
    @Test
    void aSharedRowCountsTwiceTowardsTheCapacity() {
        int[] handedOn = {0};
        Cube cube = new Cube(2 * 16, (name, key, days) -> handedOn[0]++);
        DaySums plain = cube.row("plain", ONE);
        plain.add(0, 0, 1);
        cube.flushWhereFull();
        assertThat(handedOn[0]).as("one row of sixteen days is held").isZero();
        cube.flush();
        handedOn[0] = 0;

        cube.shared("row", ONE, OTHER).add(0, 0, 1);
        cube.flushWhereFull();

        assertThat(handedOn[0]).as("rows handed on").isEqualTo(3);
    }

    private static void collect(Map<String, Long> sums, String name, String key, DaySums days) {
        days.forEach((day, measures) -> {
            for (int measure = 0; measure < measures.length; measure++) {
                sums.merge(cell(name, key, day, measure), measures[measure], Long::sum);
            }
        });
    }

    private static String cell(String name, String key, int day, int measure) {
        return String.join(" ", Arrays.asList(name, key, Integer.toString(day), Integer.toString(measure)));
    }
}
