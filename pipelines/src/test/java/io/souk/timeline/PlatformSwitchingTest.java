package io.souk.timeline;

import static io.souk.timeline.Histories.DAYS;
import static io.souk.timeline.Histories.FIRST_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.time.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlatformSwitchingTest {

    private static final List<Window> WINDOWS =
            List.of(Window.of("1d"), Window.of("30d"), Window.of("1m"), Window.of("12m"));

    /** The twin: for each day and person the main platforms of two windows, by the definition. */
    @Property(tries = 100)
    void everyPersonIsOnItsWayFromOneMainPlatformToTheOther(@ForAll("persons") List<List<Event>> persons) {
        Sums sums = Sums.of(new PlatformSwitching(WINDOWS), persons);
        for (Window window : WINDOWS) {
            for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 800; day += 5) {
                int last = window.previousLastDay(day);
                Map<String, List<Long>> expected = new TreeMap<>();
                for (List<Event> person : persons) {
                    Main before = main(person, window.firstDay(last), last);
                    Main now = main(person, window.firstDay(day), day);
                    if (!before.platform.equals("none") || !now.platform.equals("none")) {
                        expected.merge(
                                "buyer_switching/%s/%s/%s".formatted(window, before.platform, now.platform),
                                List.of(1L, before.gmv, now.gmv),
                                (one, other) -> List.of(
                                        one.get(0) + other.get(0),
                                        one.get(1) + other.get(1),
                                        one.get(2) + other.get(2)));
                    }
                }
                assertThat(figures(sums, window, day)).isEqualTo(expected);
            }
        }
    }

    @Test
    void ofEqualGmvTheMostOrdersAndThenTheNameDecide() {
        assertThat(mainOf(order("tmall", 20), order("jd", 10))).isEqualTo("tmall");
        assertThat(mainOf(order("jd", 20), order("tmall", 10), order("tmall", 10)))
                .isEqualTo("tmall");
        assertThat(mainOf(order("tmall", 20), order("jd", 20))).isEqualTo("jd");
    }

    @Test
    void whoLeavesGoesToNoneAndIsThenForgotten() {
        List<Event> ann = List.of(Histories.paidOrder(100, "jd", 30), Histories.paidOrder(101, "tmall", 50));
        Sums sums = Sums.of(new PlatformSwitching(List.of(Window.of("2d"))), List.of(ann));

        Window window = Window.of("2d");
        assertThat(figures(sums, window, 100)).isEqualTo(Map.of("buyer_switching/2d/none/jd", List.of(1L, 0L, 30L)));
        assertThat(figures(sums, window, 101)).isEqualTo(Map.of("buyer_switching/2d/none/tmall", List.of(1L, 0L, 50L)));
        assertThat(figures(sums, window, 102)).isEqualTo(Map.of("buyer_switching/2d/jd/tmall", List.of(1L, 30L, 50L)));
        assertThat(figures(sums, window, 103)).isEqualTo(Map.of("buyer_switching/2d/tmall/none", List.of(1L, 50L, 0L)));
        assertThat(figures(sums, window, 104)).isEqualTo(Map.of("buyer_switching/2d/tmall/none", List.of(1L, 50L, 0L)));
        assertThat(figures(sums, window, 105)).isEmpty();
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePersonOnSeveralCalendars().list().ofMaxSize(4);
    }

    private record Main(String platform, long gmv) {}

    private static Main main(List<Event> person, int first, int last) {
        Map<String, List<Event.Order>> byPlatform = person.stream()
                .filter(event -> event instanceof Event.Order order
                        && order.buyer() != null
                        && order.countsHarmonised()
                        && order.day() >= first
                        && order.day() <= last)
                .map(Event.Order.class::cast)
                .collect(Collectors.groupingBy(Event.Order::platform));
        Comparator<String> byGmv = Comparator.comparing(platform -> gmv(byPlatform.get(platform)));
        Comparator<String> byOrders =
                Comparator.comparing(platform -> byPlatform.get(platform).size());
        return byPlatform.keySet().stream()
                .max(byGmv.thenComparing(byOrders).thenComparing(Comparator.reverseOrder()))
                .map(platform -> new Main(platform, gmv(byPlatform.get(platform))))
                .orElse(new Main("none", 0));
    }

    private static long gmv(List<Event.Order> orders) {
        return orders.stream().mapToLong(Event.Order::gmv).sum();
    }

    private static Map<String, List<Long>> figures(Sums sums, Window window, int day) {
        Map<String, List<Long>> figures = new TreeMap<>();
        for (String key : sums.keys()) {
            List<Long> figure = Stream.of(
                            PlatformSwitching.PERSONS, PlatformSwitching.GMV_BEFORE, PlatformSwitching.GMV_NOW)
                    .map(measure -> sums.upTo(key, day, measure))
                    .toList();
            if (key.startsWith("buyer_switching/" + window + "/") && !figure.equals(List.of(0L, 0L, 0L))) {
                figures.put(key, figure);
            }
        }
        return figures;
    }

    private static String mainOf(Event... orders) {
        Sums sums = Sums.of(new PlatformSwitching(List.of(Window.of("1d"))), List.of(List.of(orders)));
        return figures(sums, Window.of("1d"), 100).keySet().stream()
                .reduce((one, other) -> one + "," + other)
                .map(key -> key.split("/")[3])
                .orElseThrow();
    }

    private static Event order(String platform, long gmv) {
        return Histories.paidOrder(100, platform, gmv);
    }
}
