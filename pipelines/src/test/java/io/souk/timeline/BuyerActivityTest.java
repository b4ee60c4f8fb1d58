package io.souk.timeline;

import static io.souk.timeline.Histories.DAYS;
import static io.souk.timeline.Histories.FIRST_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.time.Window;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BuyerActivityTest {

    private static final List<Window> WINDOWS =
            List.of(Window.of("1d"), Window.of("7d"), Window.of("30d"), Window.of("12m"));

    /** Which orders count, as part of a key. */
    private enum Counted {
        HARMONISED,
        REPORTED;

        boolean counts(Event.Order order) {
            return this == HARMONISED ? order.countsHarmonised() : order.countsReported();
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The twin: for each day the set of buyers with an order in the window, by the definition. */
    @Property(tries = 100)
    void activeBuyersAreTheDistinctBuyersInTheWindow(
            @ForAll("persons") List<List<Event>> persons, @ForAll Counted counted) {
        Sums sums = Sums.of(new BuyerActivity(WINDOWS, List.of("all", "city_tier")), persons);
        for (Window window : WINDOWS) {
            for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 400; day += 7) {
                for (String platform : List.of("jd", "taobao", "group:alibaba", "all")) {
                    Map<String, Optional<Event.Order>> latest = latestInWindow(persons, counted, platform, window, day);
                    String key = "active_buyers/%s/%s/%s/".formatted(platform, counted, window);
                    assertThat(sums.upTo(key + "all/all", day, 0)).isEqualTo(latest.size());
                    for (String tier : List.of("first", "third", "unknown")) {
                        assertThat(sums.upTo(key + "city_tier/" + tier, day, 0))
                                .isEqualTo(latest.values().stream()
                                        .filter(order -> order.orElseThrow()
                                                .attributes()
                                                .cityTier()
                                                .equals(tier))
                                        .count());
                    }
                }
            }
        }
    }

    /** The twin: sets of buyers now, in the window before, and ever before. */
    @Property(tries = 100)
    void growthAccountingComparesTheSetsOfTwoWindows(
            @ForAll("persons") List<List<Event>> persons, @ForAll Counted counted) {
        Sums sums = Sums.of(new BuyerActivity(WINDOWS, List.of("all")), persons);
        for (Window window : WINDOWS) {
            for (int day = FIRST_DAY; day < FIRST_DAY + DAYS + 800; day += 13) {
                for (String platform : List.of("jd", "group:alibaba", "all")) {
                    int before = window.previousLastDay(day);
                    Set<String> now = latestInWindow(persons, counted, platform, window, day)
                            .keySet();
                    Set<String> then = latestInWindow(persons, counted, platform, window, before)
                            .keySet();
                    Set<String> earlier = orderedUpTo(persons, counted, platform, window.firstDay(day) - 1);
                    String key = "buyer_growth/%s/%s/%s".formatted(platform, counted, window);
                    assertThat(sums.upTo(key, day, BuyerActivity.NEW))
                            .isEqualTo(now.stream()
                                    .filter(buyer -> !earlier.contains(buyer))
                                    .count());
                    assertThat(sums.upTo(key, day, BuyerActivity.RETAINED))
                            .isEqualTo(now.stream().filter(then::contains).count());
                    assertThat(sums.upTo(key, day, BuyerActivity.RESURRECTED))
                            .isEqualTo(now.stream()
                                    .filter(buyer -> earlier.contains(buyer) && !then.contains(buyer))
                                    .count());
                    assertThat(sums.upTo(key, day, BuyerActivity.CHURNED))
                            .isEqualTo(then.stream()
                                    .filter(buyer -> !now.contains(buyer))
                                    .count());
                }
            }
        }
    }

    @Test
    void theDayBeforeTheWindowDoesNotCount() {
        List<Event> ann = List.of(order(100, "first"));
        Sums sums = Sums.of(new BuyerActivity(List.of(Window.of("7d")), List.of("all")), List.of(ann));

        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/all/all", 99, 0)).isZero();
        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/all/all", 100, 0)).isEqualTo(1);
        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/all/all", 106, 0)).isEqualTo(1);
        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/all/all", 107, 0)).isZero();
    }

    @Test
    void aBuyerWhoMovedCountsInTheTierOfTheLatestOrder() {
        List<Event> ann = List.of(order(100, "first"), order(103, "third"));
        Sums sums = Sums.of(new BuyerActivity(List.of(Window.of("7d")), List.of("all", "city_tier")), List.of(ann));

        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/city_tier/first", 102, 0))
                .isEqualTo(1);
        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/city_tier/first", 103, 0))
                .isZero();
        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/city_tier/third", 109, 0))
                .isEqualTo(1);
        assertThat(sums.upTo("active_buyers/jd/harmonised/7d/city_tier/third", 110, 0))
                .isZero();
    }

    @Test
    void aSegmentThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> new BuyerActivity(WINDOWS, List.of("all", "shoe_size")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'shoe_size'")
                .hasMessageContaining("city_tier");
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePerson().list().ofMaxSize(3);
    }

    private static Event order(int day, String tier) {
        return new Event.Order(
                day * Histories.DAY,
                "jd",
                "o" + day,
                day,
                null,
                "ann",
                true,
                true,
                true,
                100,
                new Attributes(tier, "city", "post-90s", "female", "CN"),
                new Event.Reversal[0]);
    }

    private static Map<String, Optional<Event.Order>> latestInWindow(
            List<List<Event>> persons, Counted counted, String platform, Window window, int day) {
        Map<String, Optional<Event.Order>> latest = new HashMap<>();
        countingOrders(persons, counted, platform).forEach((buyer, orders) -> {
            Optional<Event.Order> last = orders.stream()
                    .filter(order -> order.day() >= window.firstDay(day) && order.day() <= day)
                    .max(Comparator.comparingLong(Event.Order::at));
            // Of several orders of one moment the last of the timeline is the latest.
            last.ifPresent(found -> latest.put(
                    buyer,
                    orders.stream().filter(order -> order.at() == found.at()).reduce((a, b) -> b)));
        });
        return latest;
    }

    private static Set<String> orderedUpTo(List<List<Event>> persons, Counted counted, String platform, int day) {
        Set<String> buyers = new HashSet<>();
        countingOrders(persons, counted, platform).forEach((buyer, orders) -> {
            if (orders.stream().anyMatch(order -> order.day() <= day)) {
                buyers.add(buyer);
            }
        });
        return buyers;
    }

    private static Map<String, List<Event.Order>> countingOrders(
            List<List<Event>> persons, Counted counted, String platform) {
        Map<String, List<Event.Order>> byBuyer = new HashMap<>();
        for (int person = 0; person < persons.size(); person++) {
            for (Event event : persons.get(person)) {
                if (event instanceof Event.Order order
                        && order.buyer() != null
                        && counted.counts(order)
                        && isOn(order, platform)) {
                    boolean isPlatform = platform.equals(order.platform());
                    byBuyer.computeIfAbsent(
                                    person + (isPlatform ? order.buyer() : ""), key -> new java.util.ArrayList<>())
                            .add(order);
                }
            }
        }
        return byBuyer;
    }

    private static boolean isOn(Event.Order order, String platform) {
        return platform.equals("all")
                || platform.equals(order.platform())
                || platform.equals("group:" + order.platformGroup());
    }
}
