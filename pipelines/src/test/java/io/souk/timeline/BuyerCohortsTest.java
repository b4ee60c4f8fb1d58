package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BuyerCohortsTest {

    /** The twin: each buyer's orders gathered, the first of them looked at, the others put into their months. */
    @Property(tries = 300)
    void buyersAreFollowedFromTheMonthOfTheirFirstOrder(@ForAll("persons") List<List<Event>> persons) {
        Map<String, List<Long>> expected = new TreeMap<>();
        for (List<Event> person : persons) {
            buyers(person).forEach((buyer, orders) -> {
                Event.Order first = first(orders);
                String platform = buyer.split("/")[0];
                String cohort = "cohorts/%s/%s/%s/%s"
                        .formatted(
                                platform,
                                month(first),
                                lastChannel(person, first),
                                first.attributes().cityTier());
                orders.stream().map(BuyerCohortsTest::month).distinct().forEach(month -> {
                    List<Event.Order> ofMonth = orders.stream()
                            .filter(order -> month(order).equals(month))
                            .toList();
                    List<Long> figures = List.of(
                            1L,
                            (long) ofMonth.size(),
                            ofMonth.stream().mapToLong(Event.Order::gmv).sum());
                    expected.merge(cohort + " in " + month, figures, BuyerCohortsTest::added);
                });
            });
        }
        assertThat(figures(Sums.of(new BuyerCohorts(AttributionRules.DEFAULT), persons)))
                .isEqualTo(expected);
    }

    /** The law: what persons buy anywhere is what they buy on each platform. */
    @Property(tries = 100)
    void ordersOnAllPlatformsAddUpFromEach(@ForAll("persons") List<List<Event>> persons) {
        Map<String, List<Long>> figures = figures(Sums.of(new BuyerCohorts(AttributionRules.DEFAULT), persons));
        List<Long> onAll = figures.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("cohorts/all/"))
                .map(Map.Entry::getValue)
                .reduce(List.of(0L, 0L, 0L), BuyerCohortsTest::added);
        List<Long> onEach = figures.entrySet().stream()
                .filter(entry -> entry.getKey().matches("cohorts/(jd|taobao|tmall)/.*"))
                .map(Map.Entry::getValue)
                .reduce(List.of(0L, 0L, 0L), BuyerCohortsTest::added);
        assertThat(onAll.subList(1, 3)).isEqualTo(onEach.subList(1, 3));
    }

    @Test
    void theLastTouchBeforeTheFirstOrderNamesTheChannel() {
        int day = (int) LocalDate.of(2019, 11, 11).toEpochDay();
        List<Event> ann = List.of(
                touch(day - 3, "wechat"),
                touch(day - 2, "weibo"),
                Histories.paidOrder(day, "jd", 100),
                touch(day + 1, "wechat"),
                Histories.paidOrder(day + 30, "jd", 50));

        assertThat(figures(Sums.of(new BuyerCohorts(AttributionRules.DEFAULT), List.of(ann))))
                .isEqualTo(Map.of(
                        "cohorts/jd/2019-11-01/weibo/first in 2019-11-01", List.of(1L, 1L, 100L),
                        "cohorts/jd/2019-11-01/weibo/first in 2019-12-01", List.of(1L, 1L, 50L),
                        "cohorts/all/2019-11-01/weibo/first in 2019-11-01", List.of(1L, 1L, 100L),
                        "cohorts/all/2019-11-01/weibo/first in 2019-12-01", List.of(1L, 1L, 50L)));
    }

    @Test
    void ofTwoCalendarsTheEarlierDateIsTheFirst() {
        int november = (int) LocalDate.of(2019, 11, 1).toEpochDay();
        Event.Order inChina = Histories.paidOrder(november, "jd", 100);
        Event.Order laterInCalifornia = new Event.Order(
                inChina.at() + 1,
                "aliexpress",
                "o2",
                november - 1,
                null,
                "ann",
                true,
                true,
                true,
                70,
                inChina.attributes(),
                inChina.reversals());

        Sums sums = Sums.of(new BuyerCohorts(AttributionRules.DEFAULT), List.of(List.of(inChina, laterInCalifornia)));

        assertThat(figures(sums))
                .containsEntry("cohorts/all/2019-10-01/direct/first in 2019-10-01", List.of(1L, 1L, 70L))
                .containsEntry("cohorts/all/2019-10-01/direct/first in 2019-11-01", List.of(1L, 1L, 100L))
                .hasSize(4);
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePersonOnSeveralCalendars().list().ofMaxSize(3);
    }

    private static Map<String, List<Event.Order>> buyers(List<Event> person) {
        Map<String, List<Event.Order>> buyers = new TreeMap<>();
        for (Event event : person) {
            if (event instanceof Event.Order order && order.buyer() != null && order.countsHarmonised()) {
                Stream<String> names = Stream.of(order.platform() + "/" + order.buyer(), "all");
                if (order.platformGroup() != null) {
                    names = Stream.concat(names, Stream.of("group:" + order.platformGroup()));
                }
                names.forEach(name ->
                        buyers.computeIfAbsent(name, key -> new ArrayList<>()).add(order));
            }
        }
        return buyers;
    }

    /** The earliest of those of the earliest date. */
    private static Event.Order first(List<Event.Order> orders) {
        int day = orders.stream().mapToInt(Event.Order::day).min().orElseThrow();
        return orders.stream().filter(order -> order.day() == day).findFirst().orElseThrow();
    }

    private static String lastChannel(List<Event> person, Event.Order first) {
        return ChannelCreditTest.naiveEligible(person, first).stream()
                .map(Event.Touch::channel)
                .reduce("direct", (one, later) -> later);
    }

    private static String month(Event.Order order) {
        return LocalDate.ofEpochDay(order.day()).withDayOfMonth(1).toString();
    }

    private static List<Long> added(List<Long> one, List<Long> other) {
        return List.of(one.get(0) + other.get(0), one.get(1) + other.get(1), one.get(2) + other.get(2));
    }

    /** Buyers, orders and GMV of each cohort and month. */
    private static Map<String, List<Long>> figures(Sums sums) {
        Map<String, List<Long>> figures = new TreeMap<>();
        for (String key : sums.keys()) {
            for (int day : sums.days(key)) {
                figures.put(
                        key + " in " + LocalDate.ofEpochDay(day),
                        List.of(
                                sums.on(key, day, BuyerCohorts.BUYERS),
                                sums.on(key, day, BuyerCohorts.ORDERS),
                                sums.on(key, day, BuyerCohorts.GMV)));
            }
        }
        return figures;
    }

    private static Event touch(int day, String channel) {
        return new Event.Touch(
                day * Histories.DAY, "jd", "t" + day, day, "click", channel, "friend", null, "none", false, false);
    }
}
