package io.souk.timeline;

import static io.souk.timeline.Histories.DAYS;
import static io.souk.timeline.Histories.FIRST_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.time.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlatformOverlapTest {

    private static final List<Window> WINDOWS =
            List.of(Window.of("1d"), Window.of("7d"), Window.of("2m"), Window.of("12m"));

    /** The twin: for each day and person the platforms with an order in the window, by the definition. */
    @Property(tries = 100)
    void everyPersonIsInTheSetOfItsPlatforms(@ForAll("persons") List<List<Event>> persons) {
        Sums sums = Sums.of(new PlatformOverlap(WINDOWS), persons);
        for (Window window : WINDOWS) {
            for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 400; day += 7) {
                Map<String, Long> expected = new TreeMap<>();
                for (List<Event> person : persons) {
                    String platforms = platforms(person, window.firstDay(day), day);
                    if (!platforms.isEmpty()) {
                        expected.merge("buyer_overlap/" + window + "/" + platforms, 1L, Long::sum);
                    }
                }
                assertThat(personsBySet(sums, window, day)).isEqualTo(expected);
            }
        }
    }

    /** The law: the sets together hold everybody who is active anywhere, once. */
    @Property(tries = 100)
    void theSetsAddUpToThePersonsActiveAnywhere(@ForAll("persons") List<List<Event>> persons) {
        Sums sums = Sums.of(new PlatformOverlap(WINDOWS), persons);
        Sums active = Sums.of(new BuyerActivity(WINDOWS, List.of("all")), persons);
        for (Window window : WINDOWS) {
            for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 400; day += 3) {
                long inSets = personsBySet(sums, window, day).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                assertThat(inSets)
                        .isEqualTo(active.upTo("active_buyers/all/harmonised/" + window + "/all/all", day, 0));
            }
        }
    }

    @Test
    void aPersonMovesFromSetToSetAsOrdersComeAndAge() {
        List<Event> ann = List.of(Histories.paidOrder(100, "tmall", 10), Histories.paidOrder(103, "jd", 10));
        Sums sums = Sums.of(new PlatformOverlap(List.of(Window.of("7d"))), List.of(ann));

        assertThat(daysIn(sums, "tmall")).containsExactly(100, 101, 102);
        assertThat(daysIn(sums, "jd+tmall")).containsExactly(103, 104, 105, 106);
        assertThat(daysIn(sums, "jd")).containsExactly(107, 108, 109);
        assertThat(sums.keys()).hasSize(3);
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePersonOnSeveralCalendars().list().ofMaxSize(4);
    }

    private static Map<String, Long> personsBySet(Sums sums, Window window, int day) {
        Map<String, Long> found = new TreeMap<>();
        for (String key : sums.keys()) {
            long persons = sums.upTo(key, day, PlatformOverlap.PERSONS);
            if (key.startsWith("buyer_overlap/" + window + "/") && persons != 0) {
                found.put(key, persons);
            }
        }
        return found;
    }

    private static List<Integer> daysIn(Sums sums, String platforms) {
        return IntStream.range(90, 120)
                .filter(day -> sums.upTo("buyer_overlap/7d/" + platforms, day, PlatformOverlap.PERSONS) == 1)
                .boxed()
                .toList();
    }

    private static String platforms(List<Event> person, int first, int last) {
        TreeSet<String> platforms = new TreeSet<>();
        for (Event event : person) {
            if (event instanceof Event.Order order
                    && order.buyer() != null
                    && order.countsHarmonised()
                    && order.day() >= first
                    && order.day() <= last) {
                platforms.add(order.platform());
            }
        }
        return String.join("+", platforms);
    }
}
