package io.souk.timeline;

import static io.souk.timeline.Histories.DAYS;
import static io.souk.timeline.Histories.FIRST_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.time.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GmvGrowthTest {

    private static final List<Window> WINDOWS =
            List.of(Window.of("1d"), Window.of("7d"), Window.of("1m"), Window.of("12m"));

    /** The twin: for each day and buyer the GMV of two windows, by the definition. */
    @Property(tries = 60)
    void gmvIsComparedBuyerByBuyer(@ForAll("persons") List<List<Event>> persons) {
        Sums sums = Sums.of(new BuyerActivity(WINDOWS, List.of("all")), persons);
        for (String definition : List.of("harmonised", "reported")) {
            for (String platform : List.of("jd", "tmall", "group:alibaba", "all")) {
                Collection<List<Event.Order>> buyers = buyers(persons, platform, definition);
                for (Window window : WINDOWS) {
                    for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 800; day += 13) {
                        String key = platform + "/" + definition + "/" + window;
                        assertThat(figures(sums, key, day)).isEqualTo(naiveFigures(buyers, window, day));
                    }
                }
            }
        }
    }

    /** The law: GMV is that of the window before, and what was won, less what was lost. */
    @Property(tries = 60)
    void changesLeadFromOneGmvToTheNext(@ForAll("persons") List<List<Event>> persons) {
        Sums sums = Sums.of(new BuyerActivity(WINDOWS, List.of("all")), persons);
        for (Window window : WINDOWS) {
            for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 800; day += 7) {
                String key = "all/harmonised/" + window;
                List<Long> now = figures(sums, key, day);
                long before = sums.upTo("buyer_gmv/" + key, window.previousLastDay(day), GmvGrowth.GMV);
                assertThat(now.get(0))
                        .isEqualTo(before + now.get(1) + now.get(2) + now.get(3) - now.get(4) - now.get(5));
            }
        }
    }

    @Test
    void aBuyerSpendsMoreThenLessThenNothingAndComesBack() {
        List<Event> ann = List.of(
                Histories.paidOrder(100, "jd", 10),
                Histories.paidOrder(101, "jd", 30),
                Histories.paidOrder(102, "jd", 5),
                Histories.paidOrder(102, "jd", 6),
                Histories.paidOrder(109, "jd", 7));
        Sums sums = Sums.of(new BuyerActivity(List.of(Window.of("1d")), List.of("all")), List.of(ann));

        assertThat(figures(sums, "jd/harmonised/1d", 100)).containsExactly(10L, 10L, 0L, 0L, 0L, 0L);
        assertThat(figures(sums, "jd/harmonised/1d", 101)).containsExactly(30L, 0L, 0L, 20L, 0L, 0L);
        assertThat(figures(sums, "jd/harmonised/1d", 102)).containsExactly(11L, 0L, 0L, 0L, 19L, 0L);
        assertThat(figures(sums, "jd/harmonised/1d", 103)).containsExactly(0L, 0L, 0L, 0L, 0L, 11L);
        assertThat(figures(sums, "jd/harmonised/1d", 104)).containsExactly(0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(figures(sums, "jd/harmonised/1d", 109)).containsExactly(7L, 0L, 7L, 0L, 0L, 0L);
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePersonOnSeveralCalendars().list().ofMaxSize(3);
    }

    /** GMV, new, resurrected, expansion, contraction, churned. */
    private static List<Long> figures(Sums sums, String key, int day) {
        return List.of(
                sums.upTo("buyer_gmv/" + key, day, GmvGrowth.GMV),
                sums.upTo("buyer_gmv_growth/" + key, day, GmvGrowth.NEW),
                sums.upTo("buyer_gmv_growth/" + key, day, GmvGrowth.RESURRECTED),
                sums.upTo("buyer_gmv_growth/" + key, day, GmvGrowth.EXPANSION),
                sums.upTo("buyer_gmv_growth/" + key, day, GmvGrowth.CONTRACTION),
                sums.upTo("buyer_gmv/" + key, day, GmvGrowth.CHURNED));
    }

    private static List<Long> naiveFigures(Collection<List<Event.Order>> buyers, Window window, int day) {
        int before = window.previousLastDay(day);
        long[] figures = new long[6];
        for (List<Event.Order> orders : buyers) {
            long now = gmv(orders, window.firstDay(day), day);
            long then = gmv(orders, window.firstDay(before), before);
            long ever = gmv(orders, Integer.MIN_VALUE, before);
            figures[0] += now;
            if (now > 0 && ever == 0) {
                figures[1] += now;
            } else if (now > 0 && then == 0) {
                figures[2] += now;
            } else if (now > then) {
                figures[3] += now - then;
            } else if (now > 0) {
                figures[4] += then - now;
            } else {
                figures[5] += then;
            }
        }
        return java.util.Arrays.stream(figures).boxed().toList();
    }

    private static long gmv(List<Event.Order> orders, int first, int last) {
        return orders.stream()
                .filter(order -> order.day() >= first && order.day() <= last)
                .mapToLong(Event.Order::gmv)
                .sum();
    }

    private static Collection<List<Event.Order>> buyers(List<List<Event>> persons, String platform, String definition) {
        Map<String, List<Event.Order>> buyers = new TreeMap<>();
        for (int person = 0; person < persons.size(); person++) {
            for (Event event : persons.get(person)) {
                if (event instanceof Event.Order order
                        && order.buyer() != null
                        && (definition.equals("harmonised") ? order.countsHarmonised() : order.countsReported())
                        && List.of("all", order.platform(), "group:" + order.platformGroup())
                                .contains(platform)) {
                    String account = platform.equals(order.platform()) ? order.buyer() : "";
                    buyers.computeIfAbsent(person + account, key -> new ArrayList<>())
                            .add(order);
                }
            }
        }
        return buyers.values();
    }
}
