package io.souk.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random small histories of one person, for the twins. */
final class Histories {

    static final long DAY = 86_400_000_000L;
    static final int FIRST_DAY = 18_200;
    static final int DAYS = 500;

    private static final String[] SHARER_TYPES = {"friend", "dropshipper", "influencer", "dropshipper"};

    private Histories() {}

    static Arbitrary<List<Event>> ofOnePerson() {
        return Combinators.combine(
                        orders().list().ofMaxSize(8), touches().list().ofMaxSize(12))
                .as((orders, touches) -> {
                    List<Event> events = new ArrayList<>(orders);
                    events.addAll(touches);
                    events.sort(
                            Comparator.comparingLong(Event::at).thenComparing(event -> event instanceof Event.Order));
                    return events;
                });
    }

    /** The same where tmall's calendar runs half a day behind: dates of the timeline step back now and then. */
    static Arbitrary<List<Event>> ofOnePersonOnSeveralCalendars() {
        return ofOnePerson()
                .map(events -> events.stream()
                        .map(event -> event instanceof Event.Order order
                                        && order.platform().equals("tmall")
                                        && order.at() % DAY < DAY / 2
                                ? dated(order, order.day() - 1)
                                : event)
                        .toList());
    }

    private static Event dated(Event.Order order, int day) {
        return new Event.Order(
                order.at(),
                order.platform(),
                order.id(),
                day,
                order.platformGroup(),
                order.buyer(),
                order.countsHarmonised(),
                order.countsReported(),
                order.isPaid(),
                order.gmv(),
                order.attributes(),
                order.reversals());
    }

    /** A paid order by an account of the same name on every platform. */
    static Event.Order paidOrder(int day, String platform, long gmv) {
        return order(day * DAY, platform, 1, 1, "first", gmv, List.of());
    }

    private static Arbitrary<Event> orders() {
        Arbitrary<Long> at = times();
        Arbitrary<String> platform = Arbitraries.of("jd", "taobao", "tmall");
        Arbitrary<Integer> state = Arbitraries.of(0, 1, 2, 3);
        Arbitrary<Integer> account = Arbitraries.of(0, 1, 2);
        Arbitrary<String> tier = Arbitraries.of("first", "third", "unknown");
        Arbitrary<Long> gmv = Arbitraries.longs().between(0, 10_000);
        Arbitrary<List<Integer>> reversals =
                Arbitraries.integers().between(1, 60).list().ofMaxSize(2);
        return Combinators.combine(at, platform, state, account, tier, gmv, reversals)
                .as(Histories::order);
    }

    private static Event.Order order(
            long at, String platform, int state, int account, String tier, long gmv, List<Integer> reversalDays) {
        boolean isPaid = state > 0;
        boolean isFlagged = state == 3;
        boolean isPositive = gmv > 0;
        int day = (int) (at / DAY);
        Event.Reversal[] reversals = new Event.Reversal[isPaid && gmv >= 2 ? reversalDays.size() : 0];
        for (int i = 0; i < reversals.length; i++) {
            reversals[i] = new Event.Reversal(day + reversalDays.get(i), Math.max(1, gmv / 2 - i));
        }
        return new Event.Order(
                at,
                platform,
                "o" + at % 97 + "-" + gmv,
                day,
                platform.equals("jd") ? null : "alibaba",
                account == 0 ? null : "account" + account,
                isPaid && !isFlagged && isPositive,
                (platform.equals("jd") || isPaid) && isPositive,
                isPaid,
                gmv,
                new Attributes(tier, "city", "post-90s", "female", "CN"),
                reversals);
    }

    private static Arbitrary<Event> touches() {
        Arbitrary<String> channel = Arbitraries.of("wechat", "weibo", "direct");
        Arbitrary<String> type = Arbitraries.of("click", "exposure", "review");
        Arbitrary<Integer> flags = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> id = Arbitraries.integers().between(0, 1_000_000);
        return Combinators.combine(times(), Arbitraries.of("jd", "taobao"), type, channel, flags, id)
                .as((at, platform, kind, name, flag, number) -> new Event.Touch(
                        at,
                        platform,
                        "t" + number,
                        (int) (at / DAY),
                        kind,
                        name,
                        SHARER_TYPES[number % SHARER_TYPES.length],
                        number % 5 == 4 ? null : "sharer" + number % 5 / 2,
                        "none",
                        (flag & 1) == 1 && number % 3 == 0,
                        (flag & 2) == 2));
    }

    /** Close together often enough that lookbacks and windows matter. */
    private static Arbitrary<Long> times() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0, DAYS)),
                        net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(200, 240)))
                .flatMap(day ->
                        Arbitraries.of(0L, 1L, DAY / 3, DAY - 1).map(within -> (FIRST_DAY + day) * DAY + within));
    }
}
