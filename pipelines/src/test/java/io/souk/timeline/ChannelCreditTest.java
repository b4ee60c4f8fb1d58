package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChannelCreditTest {

    private static final AttributionRules RULES = AttributionRules.DEFAULT;
    private static final Attributes ANYBODY = new Attributes("first", "city", "post-90s", "female", "CN");

    /** The twin: eligible touches by looking at every touch of the person, credit by exact fractions. */
    @Property(tries = 300)
    void creditGoesToEligibleTouchesInProportion(@ForAll("person") List<Event> person) {
        Sums sums = Sums.of(new ChannelCredit(RULES), List.of(person));
        for (AttributionModel model : AttributionModel.values()) {
            Map<String, Long> expected = new TreeMap<>();
            long paid = 0;
            for (Event event : person) {
                if (event instanceof Event.Order order && order.isPaid()) {
                    paid += order.gmv();
                    naiveCredit(person, order, model).forEach((key, amount) -> expected.merge(key, amount, Long::sum));
                }
            }
            Map<String, Long> found = new TreeMap<>();
            sums.keys().stream()
                    .filter(key -> key.split("/")[2].equals(model.text()))
                    .forEach(key -> found.put(key, sums.upTo(key, Integer.MAX_VALUE, ChannelCredit.GMV)));
            found.values().removeIf(amount -> amount == 0);
            expected.values().removeIf(amount -> amount == 0);
            assertThat(found).isEqualTo(expected);
            assertThat(found.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(paid);
        }
    }

    @Property(tries = 300)
    void whatIsTakenBackIsTakenFromThoseWhoHadIt(@ForAll("person") List<Event> person) {
        Sums sums = Sums.of(new ChannelCredit(RULES), List.of(person));
        long reversed = person.stream()
                .filter(event -> event instanceof Event.Order order && order.isPaid())
                .flatMap(event -> Arrays.stream(((Event.Order) event).reversals()))
                .mapToLong(Event.Reversal::amount)
                .sum();
        for (AttributionModel model : AttributionModel.values()) {
            long found = 0;
            for (String key : sums.keys()) {
                if (key.split("/")[2].equals(model.text())) {
                    long back = sums.upTo(key, Integer.MAX_VALUE, ChannelCredit.REVERSED);
                    assertThat(back).isBetween(0L, sums.upTo(key, Integer.MAX_VALUE, ChannelCredit.GMV));
                    found += back;
                }
            }
            assertThat(found).isEqualTo(reversed);
        }
    }

    @Test
    void positionBasedGivesFortyTwentyForty() {
        assertThat(credits(AttributionModel.POSITION_BASED, 1_000, 1)).containsExactly(1_000);
        assertThat(credits(AttributionModel.POSITION_BASED, 1_000, 2)).containsExactly(500, 500);
        assertThat(credits(AttributionModel.POSITION_BASED, 1_000, 3)).containsExactly(400, 200, 400);
        assertThat(credits(AttributionModel.POSITION_BASED, 1_000, 4)).containsExactly(400, 100, 100, 400);
    }

    @Test
    void timeDecayHalvesWithEachHalfLife() {
        // Touches 14, 7 and 0 days before the order at a half-life of 7 days: weights 1/4, 1/2 and 1.
        List<Event.Touch> touches = List.of(touch("a", 0), touch("b", 7), touch("c", 14));
        long[] weights = AttributionModel.TIME_DECAY.weights(touches, 14 * Histories.DAY, 7 * Histories.DAY);

        assertThat(io.souk.math.Apportionment.divide(700, weights)).containsExactly(100, 200, 400);
    }

    @Test
    void aTouchExactlyAtTheLookbackCountsAndAMicrosecondEarlierDoesNot() {
        long orderedAt = 100 * Histories.DAY;
        long lookback = Duration.ofDays(30).toMillis() * 1_000;

        assertThat(lastTouch(touchAt("wechat", orderedAt - lookback), orderedAt))
                .isEqualTo("wechat");
        assertThat(lastTouch(touchAt("wechat", orderedAt - lookback - 1), orderedAt))
                .isEqualTo("direct");
        assertThat(lastTouch(touchAt("wechat", orderedAt), orderedAt)).isEqualTo("wechat");
    }

    @Test
    void aTouchOfAnotherPlatformEarnsOnlyWhereTouchesOfAnyPlatformDo() {
        Event.Touch touch = touchAt("wechat", 0);
        Event.Order order = Histories.paidOrder(1, "tmall", 100);
        AttributionRules anywhere = RULES.withTouchesOf(TouchScope.ANY_PLATFORM);

        assertThat(Sums.of(new ChannelCredit(RULES), List.of(List.of(touch, order)))
                        .keys())
                .contains("channel_credit/tmall/linear/direct/none/none");
        assertThat(Sums.of(new ChannelCredit(anywhere), List.of(List.of(touch, order)))
                        .keys())
                .contains("channel_credit/tmall/linear/wechat/friend/none")
                .noneMatch(key -> key.contains("/direct/"));
        assertThat(Sums.of(new FunnelSteps(anywhere), List.of(List.of(touch, order)))
                        .keys())
                .contains("share_funnel/jd/wechat/friend/touched", "share_funnel/tmall/wechat/friend/bought");
        Sums journeys = Sums.of(new JourneyCounts(anywhere), List.of(List.of(touch, order)));
        assertThat(journeys.on("journey_sets/tmall/wechat", 1, JourneyCounts.CONVERSIONS))
                .isEqualTo(1);
        assertThat(journeys.keys()).noneMatch(key -> key.contains("/jd/"));
    }

    @Test
    void anOwnShareEarnsNothing() {
        Event.Touch own = new Event.Touch(0, "jd", "t", 0, "click", "wechat", "friend", "ann", "none", true, false);

        assertThat(lastTouch(own, Histories.DAY)).isEqualTo("direct");
    }

    private static String lastTouch(Event.Touch touch, long orderedAt) {
        Sums sums = Sums.of(new ChannelCredit(RULES), List.of(List.of(touch, order(orderedAt, 100))));
        return sums.keys().stream()
                .filter(key -> key.contains("/last_touch/"))
                .map(key -> key.split("/")[3])
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    private static long[] credits(AttributionModel model, long amount, int touches) {
        List<Event.Touch> path = LongStream.range(0, touches)
                .mapToObj(day -> touch("t" + day, day))
                .toList();
        return io.souk.math.Apportionment.divide(
                amount, model.weights(path, touches * Histories.DAY, 7 * Histories.DAY));
    }

    private static Event.Touch touch(String id, long day) {
        return new Event.Touch(
                day * Histories.DAY, "jd", id, (int) day, "click", id, "friend", null, "none", false, false);
    }

    private static Event.Touch touchAt(String channel, long at) {
        return new Event.Touch(
                at,
                "jd",
                "t",
                (int) Math.floorDiv(at, Histories.DAY),
                "click",
                channel,
                "friend",
                null,
                "none",
                false,
                false);
    }

    private static Event.Order order(long at, long gmv) {
        return new Event.Order(
                at,
                "jd",
                "o",
                (int) (at / Histories.DAY),
                null,
                "ann",
                true,
                true,
                true,
                gmv,
                ANYBODY,
                new Event.Reversal[0]);
    }

    @Provide
    Arbitrary<List<Event>> person() {
        return Histories.ofOnePerson();
    }

    private static Map<String, Long> naiveCredit(List<Event> person, Event.Order order, AttributionModel model) {
        List<Event.Touch> eligible = naiveEligible(person, order);
        Map<String, Long> credit = new TreeMap<>();
        String prefix = "channel_credit/" + order.platform() + "/" + model.text() + "/";
        if (eligible.isEmpty()) {
            credit.put(prefix + "direct/none/none", order.gmv());
            return credit;
        }
        double[] shares = naiveShares(model, eligible, order);
        long[] amounts = naiveApportionment(order.gmv(), shares);
        for (int i = 0; i < amounts.length; i++) {
            credit.merge(
                    prefix + eligible.get(i).channel() + "/" + eligible.get(i).sharerType() + "/none",
                    amounts[i],
                    Long::sum);
        }
        return credit;
    }

    static List<Event.Touch> naiveEligible(List<Event> person, Event.Order order) {
        return naiveEligible(person, order, RULES);
    }

    /** Every touch of the person that fits the definition, in order of time; of too many the first and the last ones. */
    static List<Event.Touch> naiveEligible(List<Event> person, Event.Order order, AttributionRules rules) {
        List<Event.Touch> all = naiveUncut(person, order, rules.scope());
        int most = rules.mostTouches();
        List<Event.Touch> cut = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i == 0 || i > all.size() - most) {
                cut.add(all.get(i));
            }
        }
        return cut;
    }

    private static List<Event.Touch> naiveUncut(List<Event> person, Event.Order order, TouchScope scope) {
        List<Event.Touch> eligible = new ArrayList<>();
        for (Event event : person) {
            if (event instanceof Event.Touch touch
                    && (scope == TouchScope.ANY_PLATFORM || touch.platform().equals(order.platform()))
                    && !touch.isOwnShare()
                    && touch.at() <= order.at()
                    && order.at() - touch.at() <= (touch.type().equals("exposure") ? 1 : 30) * Histories.DAY) {
                eligible.add(touch);
            }
        }
        if (eligible.stream().anyMatch(touch -> !touch.channel().equals("direct"))) {
            eligible.removeIf(touch -> touch.channel().equals("direct"));
        }
        return eligible;
    }

    private static double[] naiveShares(AttributionModel model, List<Event.Touch> touches, Event.Order order) {
        int n = touches.size();
        double[] shares = new double[n];
        for (int i = 0; i < n; i++) {
            boolean isPaidLast = touches.get(i).isPaid()
                    && touches.subList(i + 1, n).stream().noneMatch(Event.Touch::isPaid);
            boolean nobodyPaid = touches.stream().noneMatch(Event.Touch::isPaid);
            shares[i] = switch (model) {
                case FIRST_TOUCH -> i == 0 ? 1 : 0;
                case LAST_TOUCH -> i == n - 1 ? 1 : 0;
                case LINEAR -> 1.0 / n;
                case POSITION_BASED -> n == 1 ? 1 : n == 2 ? 0.5 : i == 0 || i == n - 1 ? 0.4 : 0.2 / (n - 2);
                case TIME_DECAY -> Math.pow(0.5, (order.at() - touches.get(i).at()) / (7.0 * Histories.DAY));
                case LAST_PAID -> isPaidLast || (nobodyPaid && i == n - 1) ? 1 : 0;
            };
        }
        return shares;
    }

    /** Largest remainder in floating point; touches a microsecond apart weigh differently in the thirteenth digit. */
    private static long[] naiveApportionment(long amount, double[] shares) {
        double sum = Arrays.stream(shares).sum();
        long[] parts = new long[shares.length];
        double[] rest = new double[shares.length];
        long left = amount;
        for (int i = 0; i < shares.length; i++) {
            double quota = amount * shares[i] / sum;
            parts[i] = (long) Math.floor(quota + 1e-9);
            rest[i] = quota - parts[i];
            left -= parts[i];
        }
        for (; left > 0; left--) {
            int best = 0;
            for (int i = 1; i < rest.length; i++) {
                if (rest[i] > rest[best] + 2e-14 * amount) {
                    best = i;
                }
            }
            parts[best]++;
            rest[best] = -1;
        }
        return parts;
    }
}
