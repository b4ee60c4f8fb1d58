package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SharerSalesTest {

    private static final Set<String> TYPES = Set.of("dropshipper", "influencer");
    private static final SharerSales SHARERS = new SharerSales(AttributionRules.DEFAULT, TYPES);

    /** The twin: persons by month as sets, each order looked up in the whole history. */
    @Property(tries = 400)
    void sharersHaveWhatTheyReachAndSell(@ForAll("persons") List<List<Event>> persons) {
        Map<String, Long> expected = new TreeMap<>();
        for (List<Event> person : persons) {
            Set<String> reached = new HashSet<>();
            Set<String> credited = new HashSet<>();
            for (Event event : person) {
                if (event instanceof Event.Touch touch && TYPES.contains(touch.sharerType()) && !touch.isOwnShare()) {
                    add(expected, name(touch) + "/reach", touch.day(), SharerSales.TOUCHES, 1);
                    if (reached.add(name(touch) + month(touch.day()))) {
                        add(expected, name(touch) + "/reach", touch.day(), SharerSales.PERSONS, 1);
                    }
                    if (reached.add(type(touch) + month(touch.day()))) {
                        add(expected, type(touch) + "//reach", touch.day(), SharerSales.PERSONS, 1);
                    }
                } else if (event instanceof Event.Order order && order.isPaid()) {
                    ChannelCreditTest.naiveEligible(person, order).stream()
                            .reduce((earlier, later) -> later)
                            .filter(last -> TYPES.contains(last.sharerType()))
                            .ifPresent(last -> sell(expected, order, name(last), credited));
                }
            }
        }
        assertThat(figures(Sums.of(SHARERS, persons))).isEqualTo(expected);
    }

    /** The law: what all sharers of a type sold is what the channel credit of the last touch has for the type. */
    @Property(tries = 200)
    void whatSharersSoldIsTheCreditOfTheLastTouch(@ForAll("persons") List<List<Event>> persons) {
        Sums credit = Sums.of(new ChannelCredit(AttributionRules.DEFAULT), persons);
        Sums sharers = Sums.of(SHARERS, persons);
        for (String type : TYPES) {
            assertThat(total(sharers, ".*/" + type + "/.+/sales", SharerSales.GMV))
                    .isEqualTo(total(credit, ".*/last_touch/.*/" + type + "/none", ChannelCredit.GMV));
            assertThat(total(sharers, ".*/" + type + "/[^/]+/(sales|20.*)", SharerSales.REVERSED))
                    .isEqualTo(total(credit, ".*/last_touch/.*/" + type + "/none", ChannelCredit.REVERSED));
        }
    }

    private static void sell(Map<String, Long> expected, Event.Order order, String sharer, Set<String> credited) {
        add(expected, sharer + "/sales", order.day(), SharerSales.ORDERS, 1);
        add(expected, sharer + "/sales", order.day(), SharerSales.GMV, order.gmv());
        if (!credited.add(sharer)) {
            add(expected, sharer + "/sales", order.day(), SharerSales.REPEAT_ORDERS, 1);
        }
        for (Event.Reversal reversal : order.reversals()) {
            boolean isOfSameMonth = month(reversal.day()).equals(month(order.day()));
            String part = isOfSameMonth ? "/sales" : "/" + month(order.day());
            add(expected, sharer + part, reversal.day(), SharerSales.REVERSED, reversal.amount());
        }
    }

    private static String type(Event.Touch touch) {
        return "sharers/" + touch.platform() + "/" + touch.sharerType();
    }

    private static String name(Event.Touch touch) {
        return type(touch) + "/" + (touch.sharer() == null ? "unknown" : touch.sharer());
    }

    private static String month(int day) {
        return LocalDate.ofEpochDay(day).withDayOfMonth(1).toString();
    }

    private static void add(Map<String, Long> figures, String key, int day, int measure, long amount) {
        if (amount != 0) {
            figures.merge(key + " " + day + " " + measure, amount, Long::sum);
        }
    }

    private static Map<String, Long> figures(Sums sums) {
        Map<String, Long> figures = new TreeMap<>();
        for (String key : sums.keys()) {
            for (int day : sums.days(key)) {
                for (int measure = 0; measure < DaySums.MEASURES; measure++) {
                    add(figures, key, day, measure, sums.on(key, day, measure));
                }
            }
        }
        return figures;
    }

    private static long total(Sums sums, String keys, int measure) {
        return sums.keys().stream()
                .filter(key -> key.matches(keys))
                .mapToLong(key -> sums.upTo(key, Integer.MAX_VALUE, measure))
                .sum();
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePerson().list().ofMaxSize(3);
    }
}
