package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EligibilityTest {

    private static final AttributionRules RULES = AttributionRules.DEFAULT;

    @Property(tries = 300)
    void theVerdictsAreThoseByWhichCreditIsGiven(@ForAll("person") List<Event> person) {
        verdictsAreThoseOfCredit(person, RULES);
        verdictsAreThoseOfCredit(person, RULES.withMostTouches(2));
        verdictsAreThoseOfCredit(person, RULES.withTouchesOf(TouchScope.ANY_PLATFORM));
    }

    private static void verdictsAreThoseOfCredit(List<Event> person, AttributionRules rules) {
        List<Event.Touch> touches = person.stream()
                .filter(Event.Touch.class::isInstance)
                .map(Event.Touch.class::cast)
                .toList();
        EligibleTouches seen = new EligibleTouches(rules);
        for (Event event : person) {
            if (event instanceof Event.Touch touch) {
                seen.see(touch);
            } else if (event instanceof Event.Order order) {
                List<Eligibility> verdicts = Eligibility.of(touches, order, rules);
                List<Event.Touch> eligible = new ArrayList<>();
                IntStream.range(0, verdicts.size())
                        .filter(i -> verdicts.get(i) == Eligibility.ELIGIBLE)
                        .forEach(i -> eligible.add(touches.get(i)));
                assertThat(eligible).isEqualTo(seen.of(order));
            }
        }
    }

    @Test
    void eachReasonIsToldInWords() {
        Event.Order order = Histories.paidOrder(40, "jd", 100);
        List<Event.Touch> touches = List.of(
                touch(39, "jd", "click", "wechat", false),
                touch(39, "tmall", "click", "wechat", false),
                touch(41, "jd", "click", "wechat", false),
                touch(39, "jd", "click", "wechat", true),
                touch(9, "jd", "click", "wechat", false),
                touch(38, "jd", "exposure", "wechat", false),
                touch(39, "jd", "click", "direct", false));

        List<Eligibility> verdicts = Eligibility.of(touches, order, RULES);

        assertThat(IntStream.range(0, verdicts.size())
                        .mapToObj(i -> verdicts.get(i).reason(touches.get(i), RULES)))
                .containsExactly(
                        "counts",
                        "on another platform than the order",
                        "after the order",
                        "the buyer's own share",
                        "too old: touches of type click count for 30 days",
                        "too old: touches of type exposure count for 1 day",
                        "direct, and others count");
    }

    @Test
    void ofTooManyTheFirstAndTheLastCount() {
        Event.Order order = Histories.paidOrder(40, "jd", 100);
        List<Event.Touch> touches = List.of(
                touch(36, "jd", "click", "wechat", false),
                touch(37, "jd", "click", "wechat", false),
                touch(38, "jd", "click", "wechat", false),
                touch(39, "jd", "click", "wechat", false));
        AttributionRules rules = RULES.withMostTouches(3);

        List<Eligibility> verdicts = Eligibility.of(touches, order, rules);

        assertThat(verdicts)
                .containsExactly(
                        Eligibility.ELIGIBLE, Eligibility.ONE_OF_TOO_MANY, Eligibility.ELIGIBLE, Eligibility.ELIGIBLE);
        assertThat(verdicts.get(1).reason(touches.get(1), rules))
                .isEqualTo("too many touches: the first and the last 2 count");
    }

    private static Event.Touch touch(int day, String platform, String type, String channel, boolean isOwnShare) {
        return new Event.Touch(
                day * Histories.DAY, platform, "t", day, type, channel, "friend", null, "none", isOwnShare, false);
    }

    @Provide
    Arbitrary<List<Event>> person() {
        return Histories.ofOnePerson();
    }
}
