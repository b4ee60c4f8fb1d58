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

class FunnelStepsTest {

    private static final List<String> TYPES = List.of("exposure", "click", "review", "store_visit");

    /** The twin: each step counted by its definition, each order looked up in the whole history. */
    @Property(tries = 400)
    void touchesAndOrdersAreCountedByChannelAndSharer(@ForAll("persons") List<List<Event>> persons) {
        Map<String, Long> expected = new TreeMap<>();
        for (List<Event> person : persons) {
            Set<String> touched = new HashSet<>();
            Set<String> accounts = new HashSet<>();
            for (Event event : person) {
                if (event instanceof Event.Touch touch && !touch.isOwnShare()) {
                    add(expected, way(touch) + "/touched", touch.day(), TYPES.indexOf(touch.type()), 1);
                    if (touched.add(
                            way(touch) + LocalDate.ofEpochDay(touch.day()).withDayOfMonth(1))) {
                        add(expected, way(touch) + "/bought", touch.day(), FunnelSteps.PERSONS, 1);
                    }
                } else if (event instanceof Event.Order order && order.isPaid()) {
                    String way = ChannelCreditTest.naiveEligible(person, order).stream()
                            .map(FunnelStepsTest::way)
                            .reduce("share_funnel/" + order.platform() + "/direct/none", (earlier, later) -> later);
                    add(expected, way + "/bought", order.day(), FunnelSteps.ORDERS, 1);
                    add(expected, way + "/bought", order.day(), FunnelSteps.GMV, order.gmv());
                    boolean isFirst = order.buyer() != null && accounts.add(order.platform() + "/" + order.buyer());
                    add(expected, way + "/bought", order.day(), FunnelSteps.FIRST_ORDERS, isFirst ? 1 : 0);
                }
            }
        }
        Map<String, Long> found = new TreeMap<>();
        Sums sums = Sums.of(new FunnelSteps(AttributionRules.DEFAULT), persons);
        for (String key : sums.keys()) {
            for (int day : sums.days(key)) {
                for (int measure = 0; measure < DaySums.MEASURES; measure++) {
                    add(found, key, day, measure, sums.on(key, day, measure));
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private static String way(Event.Touch touch) {
        return "share_funnel/" + touch.platform() + "/" + touch.channel() + "/" + touch.sharerType();
    }

    private static void add(Map<String, Long> figures, String key, int day, int measure, long amount) {
        if (amount != 0) {
            figures.merge(key + " " + day + " " + measure, amount, Long::sum);
        }
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePerson().list().ofMaxSize(3);
    }
}
