package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.math.ConversionPath;
import io.souk.math.CountedJourneys;
import io.souk.math.Journeys;
import io.souk.math.MarkovChain;
import io.souk.math.PathData;
import io.souk.math.ShapleyValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JourneyCountsTest {

    /** One lookback for all types, as paths of files have it. */
    private static final AttributionRules RULES =
            new AttributionRules(Duration.ofDays(30), Map.of(), Duration.ofDays(7));

    /** The twin makes whole paths from all touches and orders of a person at once: {@link Journeys}. */
    @Property(tries = 300)
    void theCountsAreThoseOfTheWholePaths(@ForAll("person") List<Event> person) {
        Sums sums = Sums.of(new JourneyCounts(RULES), List.of(person));
        Map<String, Long> expected = new TreeMap<>();
        for (String platform : List.of("jd", "taobao", "tmall")) {
            for (ConversionPath path : paths(person, platform).paths()) {
                long journeys = path.conversions().add(path.nulls()).longValueExact();
                count(expected, platform, path, journeys);
            }
        }
        Map<String, Long> found = new TreeMap<>();
        for (String key : sums.keys()) {
            String name = key.startsWith(JourneyCounts.SETS + "/") ? "conversions of " + key : key;
            found.put(name, sums.upTo(key, Integer.MAX_VALUE, JourneyCounts.CONVERSIONS));
            if (key.startsWith(JourneyCounts.SETS + "/")) {
                found.put("nulls of " + key, sums.upTo(key, Integer.MAX_VALUE, JourneyCounts.NULLS));
                found.put("gmv of " + key, sums.upTo(key, Integer.MAX_VALUE, JourneyCounts.GMV));
            }
        }
        found.values().removeIf(journeys -> journeys == 0);
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 200)
    void theModelsOfTheCountsAreThoseOfThePaths(@ForAll("person") List<Event> person) {
        PathData paths = paths(person, "jd");
        CountedJourneys counted = new CountedJourneys();
        for (ConversionPath path : paths.paths()) {
            add(counted, path);
        }

        if (paths.conversions().signum() > 0) {
            MarkovChain expected = MarkovChain.of(paths, 1);
            assertThat(counted.chain().removalEffects()).isEqualTo(expected.removalEffects());
            assertThat(counted.byMarkov(counted.chain()).values().stream().map(CountedJourneys.Earned::conversions))
                    .isEqualTo(List.copyOf(expected.credit().conversions().values()));
            assertThat(counted.byShapley().values().stream().map(CountedJourneys.Earned::conversions))
                    .isEqualTo(List.copyOf(
                            ShapleyValues.credit(paths).conversions().values()));
            long all = counted.byShapley().values().stream()
                    .mapToLong(CountedJourneys.Earned::amount)
                    .sum();
            assertThat(BigDecimal.valueOf(all)).isEqualByComparingTo(paths.value());
            assertThat(counted.byMarkov(counted.chain()).values().stream()
                            .mapToLong(CountedJourneys.Earned::amount)
                            .sum())
                    .isEqualTo(all);
        }
    }

    @Test
    void aJourneyCountsOnTheDayOfItsOrderOrOfItsLastTouch() {
        Sums sums = Sums.of(
                new JourneyCounts(AttributionRules.DEFAULT),
                List.of(List.of(
                        touch("wechat", 1), touch("weibo", 3), Histories.paidOrder(5, "jd", 700), touch("weibo", 9))));

        assertThat(sums.days("journey_sets/jd/wechat/weibo")).containsExactly(5);
        assertThat(sums.on("journey_sets/jd/wechat/weibo", 5, JourneyCounts.GMV))
                .isEqualTo(700);
        assertThat(sums.days("journey_sets/jd/weibo")).containsExactly(9);
        assertThat(sums.on("journey_steps/jd/2/wechat/weibo", 5, JourneyCounts.JOURNEYS))
                .isEqualTo(1);
        assertThat(sums.on("journey_steps/jd/2/weibo/(null)", 9, JourneyCounts.JOURNEYS))
                .isEqualTo(1);
    }

    @Test
    void ofALongJourneyTheFirstAndTheLastTouchesCountAndItIsCountedAsShortened() {
        int most = RULES.mostTouches();
        List<Event> events = new ArrayList<>(List.of(touch("wechat", 1), touch("search", 1)));
        for (int i = 0; i < most - 1; i++) {
            events.add(touch("weibo", 2));
        }
        List<Event> converted = new ArrayList<>(events);
        converted.add(Histories.paidOrder(5, "jd", 700));

        Sums sums = Sums.of(new JourneyCounts(AttributionRules.DEFAULT), List.of(events, converted));

        assertThat(sums.keys()).noneMatch(key -> key.contains("search"));
        assertThat(sums.on("journey_sets/jd/wechat/weibo", 2, JourneyCounts.SHORTENED))
                .isEqualTo(1);
        assertThat(sums.on("journey_sets/jd/wechat/weibo", 5, JourneyCounts.SHORTENED))
                .isEqualTo(1);
        assertThat(sums.on("journey_steps/jd/5/weibo/weibo", 5, JourneyCounts.JOURNEYS))
                .isEqualTo(most - 4);
    }

    private static void count(Map<String, Long> counts, String platform, ConversionPath path, long journeys) {
        String from = MarkovChain.START;
        List<String> states = new ArrayList<>(path.channels());
        for (int i = 0; i < states.size(); i++) {
            counts.merge(step(platform, i + 1, from, states.get(i)), journeys, Long::sum);
            from = states.get(i);
        }
        int last = states.size() + 1;
        add(counts, step(platform, last, from, MarkovChain.CONVERSION), path.conversions());
        add(counts, step(platform, last, from, MarkovChain.NULL), path.nulls());
        String set = "journey_sets/" + platform + "/" + String.join("/", new TreeSet<>(states));
        add(counts, "conversions of " + set, path.conversions());
        add(counts, "nulls of " + set, path.nulls());
        add(counts, "gmv of " + set, path.value());
    }

    private static void add(Map<String, Long> counts, String key, BigDecimal amount) {
        if (amount.signum() > 0) {
            counts.merge(key, amount.longValueExact(), Long::sum);
        }
    }

    private static String step(String platform, int number, String from, String to) {
        return "journey_steps/%s/%d/%s/%s".formatted(platform, Math.min(number, JourneyCounts.LAST_STEP), from, to);
    }

    private static void add(CountedJourneys counted, ConversionPath path) {
        String from = MarkovChain.START;
        long conversions = path.conversions().longValueExact();
        long nulls = path.nulls().longValueExact();
        for (String channel : path.channels()) {
            counted.addStep(from, channel, conversions + nulls);
            from = channel;
        }
        counted.addStep(from, MarkovChain.CONVERSION, conversions);
        counted.addStep(from, MarkovChain.NULL, nulls);
        counted.addSet(
                List.copyOf(new TreeSet<>(path.channels())),
                conversions,
                path.value().longValueExact(),
                nulls,
                0);
    }

    private static PathData paths(List<Event> person, String platform) {
        List<Journeys.Touch> touches = new ArrayList<>();
        List<Journeys.Conversion> conversions = new ArrayList<>();
        for (Event event : person) {
            if (!event.platform().equals(platform)) {
                continue;
            }
            if (event instanceof Event.Touch touch && !touch.isOwnShare()) {
                touches.add(new Journeys.Touch("ann", touch.at(), touch.channel()));
            } else if (event instanceof Event.Order order && order.isPaid()) {
                conversions.add(new Journeys.Conversion("ann", order.at(), BigDecimal.valueOf(order.gmv())));
            }
        }
        return Journeys.of(touches, conversions, RULES.lookback(), "direct").paths();
    }

    private static Event.Touch touch(String channel, int day) {
        return new Event.Touch(
                day * Histories.DAY, "jd", "t", day, "click", channel, "friend", null, "none", false, false);
    }

    /** Of one moment a channel is touched once, and channels come by name, as paths have it. */
    @Provide
    Arbitrary<List<Event>> person() {
        return Histories.ofOnePerson().map(events -> {
            Set<List<Object>> seen = new HashSet<>();
            return events.stream()
                    .filter(event -> !(event instanceof Event.Touch touch)
                            || (!touch.isOwnShare()
                                    && seen.add(Arrays.asList(touch.at(), touch.platform(), touch.channel()))))
                    .sorted(java.util.Comparator.comparingLong(Event::at)
                            .thenComparing(event -> event instanceof Event.Order)
                            .thenComparing(event -> event instanceof Event.Touch touch ? touch.channel() : ""))
                    .toList();
        });
    }
}
