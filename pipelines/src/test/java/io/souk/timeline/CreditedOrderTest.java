package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CreditedOrderTest {

    private static final AttributionRules RULES = AttributionRules.DEFAULT;

    /** What one touch (null: none) gets on a day; what it gives back is below zero. */
    private record Entry(CreditedOrder order, Event.Touch touch, int day, long millionths, long amount) {}

    @Property(tries = 300)
    void theCreditsOfAnOrderAddUpToItInEveryModel(@ForAll("person") List<Event> person) {
        for (AttributionModel model : AttributionModel.values()) {
            for (CreditedOrder order : orders(person)) {
                List<Entry> credits = entries(order, model).stream()
                        .filter(entry -> entry.millionths > 0 || entry.amount > 0)
                        .toList();
                assertThat(credits).allSatisfy(entry -> assertThat(entry.day).isEqualTo(order.day()));
                assertThat(credits.stream().mapToLong(Entry::amount).sum()).isGreaterThanOrEqualTo(order.gmv());
                assertThat(credits.stream().mapToLong(Entry::millionths).sum()).isEqualTo(1_000_000);
                assertThat(entries(order, model).stream()
                                .mapToLong(Entry::amount)
                                .sum())
                        .isEqualTo(order.gmv() - takenBack(order, Integer.MAX_VALUE));
            }
        }
    }

    /** The twin looks at every touch of the person for each order, and so does {@link ChannelCreditTest}. */
    @Property(tries = 300)
    void thoseTouchesEarnThatTheDefinitionNames(@ForAll("person") List<Event> person) {
        for (AttributionRules rules : List.of(
                RULES,
                RULES.withMostTouches(2),
                RULES.withTouchesOf(TouchScope.ANY_PLATFORM),
                RULES.withTouchesOf(TouchScope.ANY_PLATFORM).withMostTouches(3))) {
            List<List<Event.Touch>> expected = person.stream()
                    .filter(event -> event instanceof Event.Order order && order.isPaid())
                    .map(order -> ChannelCreditTest.naiveEligible(person, (Event.Order) order, rules))
                    .toList();

            assertThat(orders(person, rules).stream().map(CreditedOrder::touches))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void ofTooManyTouchesTheFirstAndTheLastOnesCountAndTheRestAreCounted() {
        List<Event> person = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            person.add(touch("t" + i, i / 10));
        }
        person.add(Histories.paidOrder(20, "jd", 1_000));

        CreditedOrder order = orders(person, RULES).get(0);

        assertThat(order.leftOut()).isEqualTo(50);
        assertThat(order.touches()).hasSize(100);
        assertThat(order.touches().stream().map(Event.Touch::id).limit(2)).containsExactly("t0", "t51");
        assertThat(order.touches().get(99).id()).isEqualTo("t149");
    }

    @Property(tries = 300)
    void onEveryDayWhatIsLeftAddsUpToWhatIsLeftOfTheOrder(@ForAll("person") List<Event> person) {
        for (CreditedOrder order : orders(person)) {
            List<Integer> days = order.reversals().stream()
                    .map(Event.Reversal::day)
                    .distinct()
                    .toList();
            for (AttributionModel model : AttributionModel.values()) {
                List<Entry> entries = entries(order, model);
                for (int day : days) {
                    Map<String, Long> left = left(entries, day);
                    assertThat(left.values().stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(order.gmv() - takenBack(order, day));
                }
                if (isInOrder(days) && takenBack(order, Integer.MAX_VALUE) == order.gmv()) {
                    assertThat(left(entries, Integer.MAX_VALUE).values()).allMatch(amount -> amount == 0);
                }
            }
        }
    }

    @Test
    void twoRefundsOfADayAreOneEntryForEachTouch() {
        CreditedOrder order = new CreditedOrder(
                "jd",
                "o",
                20 * Histories.DAY,
                20,
                100,
                List.of(new Event.Reversal(21, 10), new Event.Reversal(21, 11), new Event.Reversal(25, 79)),
                List.of(touch("a", 1), touch("b", 2), touch("c", 3)),
                0);

        List<Entry> entries = entries(order, AttributionModel.LINEAR);

        assertThat(entries.stream().map(entry -> entry.touch.id() + " " + entry.day + " " + entry.amount))
                .containsExactly(
                        "a 20 34",
                        "b 20 33",
                        "c 20 33",
                        "a 21 -7",
                        "b 21 -7",
                        "c 21 -7",
                        "a 25 -27",
                        "b 25 -26",
                        "c 25 -26");
    }

    @Test
    void anOrderWithoutAnEligibleTouchIsCreditedToNone() {
        CreditedOrder order = new CreditedOrder("jd", "o", 0, 0, 100, List.of(new Event.Reversal(3, 40)), List.of(), 0);

        for (AttributionModel model : AttributionModel.values()) {
            assertThat(entries(order, model))
                    .containsExactly(new Entry(order, null, 0, 1_000_000, 100), new Entry(order, null, 3, 0, -40));
        }
    }

    private static List<CreditedOrder> orders(List<Event> person) {
        return orders(person, RULES);
    }

    private static List<CreditedOrder> orders(List<Event> person, AttributionRules rules) {
        CreditedOrders orders = new CreditedOrders(rules);
        List<CreditedOrder> found = new ArrayList<>();
        person.forEach(event -> orders.take(event).ifPresent(found::add));
        return found;
    }

    private static List<Entry> entries(CreditedOrder order, AttributionModel model) {
        List<Entry> entries = new ArrayList<>();
        order.divide(model, RULES, new CreditedOrder.Entries() {
            @Override
            public void credit(Event.Touch touch, long millionths, long amount) {
                entries.add(new Entry(order, touch, order.day(), millionths, amount));
            }

            @Override
            public void reversal(Event.Touch touch, int day, long amount) {
                entries.add(new Entry(order, touch, day, 0, -amount));
            }
        });
        return entries;
    }

    private static Map<String, Long> left(List<Entry> entries, int day) {
        Map<String, Long> left = new TreeMap<>();
        entries.stream()
                .filter(entry -> entry.day <= day)
                .forEach(entry -> left.merge(Objects.toString(entry.touch), entry.amount, Long::sum));
        return left;
    }

    private static long takenBack(CreditedOrder order, int day) {
        return order.reversals().stream()
                .filter(reversal -> reversal.day() <= day)
                .mapToLong(Event.Reversal::amount)
                .sum();
    }

    private static boolean isInOrder(List<Integer> days) {
        return days.equals(days.stream().sorted().toList());
    }

    private static Event.Touch touch(String id, int day) {
        return new Event.Touch(
                day * Histories.DAY, "jd", id, day, "click", "wechat", "friend", null, "none", false, false);
    }

    @Provide
    Arbitrary<List<Event>> person() {
        return Histories.ofOnePerson();
    }
}
