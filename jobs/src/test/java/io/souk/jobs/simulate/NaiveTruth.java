package io.souk.jobs.simulate;

import io.souk.jobs.simulate.LandedMarket.Order;
import io.souk.jobs.simulate.LandedMarket.Touch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the truth's questions from the landing files, each by its definition and slowly. */
final class NaiveTruth {

    private final LandedMarket market;
    private final LocalDate lastDay;
    private final Map<String, BigDecimal> answers = new TreeMap<>();

    NaiveTruth(LandedMarket market, LocalDate lastDay) {
        this.market = market;
        this.lastDay = lastDay;
    }

    /** Answers by the question's name; questions whose answer is zero may be missing. */
    Map<String, BigDecimal> answers(List<LocalDate> earlierDays, List<LocalDate> singlesDays) {
        for (String entity : List.of("taobao", "tmall", "jd", "pinduoduo", "aliexpress", "group:alibaba", "all")) {
            List<Order> harmonised =
                    orders(entity, order -> order.paidAt != null && !order.isFlagged && order.amount.signum() > 0);
            List<Order> reported = orders(
                    entity,
                    order -> order.amount.signum() > 0 && (order.paidAt != null || order.platform.equals("pinduoduo")));
            for (String window : List.of("1d", "7d", "30d", "12m")) {
                active(entity, "harmonised", window, lastDay, harmonised);
                active(entity, "reported", window, lastDay, reported);
            }
            for (String window : List.of("30d", "12m")) {
                earlierDays.forEach(day -> active(entity, "harmonised", window, day, harmonised));
                if (entity.equals("all") || entity.equals("pinduoduo")) {
                    segments(entity, window, harmonised);
                }
            }
            growth(entity, harmonised);
        }
        market.orders.values().forEach(order -> sale(order, singlesDays));
        for (LandedMarket.StrayRefund refund : market.strayRefunds) {
            BigDecimal amount = market.yuan(
                    refund.platform(), refund.amount(), LandedMarket.dateOf(refund.platform(), refund.at()));
            refunded(refund.platform(), amount);
        }
        return answers;
    }

    private List<Order> orders(String entity, Predicate<Order> counts) {
        Predicate<Order> belongs =
                switch (entity) {
                    case "all" -> order -> true;
                    case "group:alibaba" ->
                        order -> Set.of("taobao", "tmall", "aliexpress").contains(order.platform);
                    default -> order -> order.platform.equals(entity);
                };
        return market.orders.values().stream()
                .filter(order -> order.buyer != null)
                .filter(belongs)
                .filter(counts)
                .toList();
    }

    private void add(String question, BigDecimal amount) {
        answers.merge(question, amount, BigDecimal::add);
    }

    private void add(String question, long count) {
        add(question, BigDecimal.valueOf(count));
    }

    private static LocalDate firstDay(String window, LocalDate day) {
        return window.equals("12m")
                ? day.minusYears(1).plusDays(1)
                : day.minusDays(Long.parseLong(window.replace("d", "")) - 1);
    }

    private Set<String> persons(List<Order> orders, LocalDate first, LocalDate last) {
        return within(orders, first, last).map(market::personOf).collect(Collectors.toSet());
    }

    private static Stream<Order> within(List<Order> orders, LocalDate first, LocalDate last) {
        return orders.stream()
                .filter(order -> !LandedMarket.dateOf(order).isBefore(first)
                        && !LandedMarket.dateOf(order).isAfter(last));
    }

    private void active(String entity, String definition, String window, LocalDate day, List<Order> orders) {
        add(
                "active buyers %s of %s, %s, %s".formatted(window, entity, definition, day),
                persons(orders, firstDay(window, day), day).size());
    }

    private void segments(String entity, String window, List<Order> orders) {
        Map<String, Order> latest = new HashMap<>();
        within(orders, firstDay(window, lastDay), lastDay)
                .forEach(order -> latest.merge(
                        market.personOf(order),
                        order,
                        (one, other) -> one.placedAt.isAfter(other.placedAt) ? one : other));
        for (Order order : latest.values()) {
            for (String kind : List.of("city_tier", "generation", "gender")) {
                add("active buyers %s of %s by %s: %s".formatted(window, entity, kind, market.segment(order, kind)), 1);
            }
        }
    }

    private void growth(String entity, List<Order> orders) {
        Set<String> now = persons(orders, lastDay.minusDays(29), lastDay);
        Set<String> before = persons(orders, lastDay.minusDays(59), lastDay.minusDays(30));
        Set<String> ever = persons(orders, LocalDate.MIN, lastDay.minusDays(30));
        add("new buyers 30d of " + entity, count(now, person -> !ever.contains(person)));
        add("retained buyers 30d of " + entity, count(now, before::contains));
        add(
                "resurrected buyers 30d of " + entity,
                count(now, person -> !before.contains(person) && ever.contains(person)));
        add("churned buyers 30d of " + entity, count(before, person -> !now.contains(person)));
    }

    private static long count(Set<String> persons, Predicate<String> condition) {
        return persons.stream().filter(condition).count();
    }

    private void sale(Order order, List<LocalDate> singlesDays) {
        String of = " of " + order.platform;
        BigDecimal gmv = market.gmv(order);
        boolean isPaid = order.paidAt != null;
        add("orders_placed" + of, 1);
        add("orders_paid" + of, isPaid ? 1 : 0);
        add("guest_orders" + of, order.buyer == null ? 1 : 0);
        add("flagged_orders" + of, order.isFlagged ? 1 : 0);
        add("units" + of, order.units);
        add("gmv_placed" + of, gmv);
        if (!isPaid) {
            return;
        }
        LocalDate date = LandedMarket.dateOf(order);
        add("gmv_paid" + of, gmv);
        add("gmv_net" + of, gmv);
        add("platform_subsidy" + of, order.subsidy);
        add("gmv_paid of storefront " + order.storefront, gmv);
        add("gmv_paid of city tier " + market.segment(order, "city_tier"), gmv);
        if (singlesDays.contains(date)) {
            add("gmv_paid of %s on %s".formatted(order.platform, date), gmv);
        }
        credit(order, gmv);
        if (order.isCancelled) {
            add("cancelled" + of, gmv);
            add("gmv_net" + of, gmv.negate());
            return;
        }
        BigDecimal asked = order.refunds.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        refunded(order.platform, market.yuan(order.platform, asked, date).min(gmv));
    }

    private void refunded(String platform, BigDecimal amount) {
        add("refunded_by_order_date of " + platform, amount);
        add("refunded_by_refund_date of " + platform, amount);
        add("gmv_net of " + platform, amount.negate());
    }

    private void credit(Order order, BigDecimal gmv) {
        List<Touch> eligible = market.touches.getOrDefault(String.valueOf(order.buyer), List.of()).stream()
                .filter(touch -> !touch.at().isAfter(order.placedAt))
                .filter(touch -> Duration.between(touch.at(), order.placedAt)
                                .compareTo(Duration.ofDays(touch.type().equals("exposure") ? 1 : 30))
                        <= 0)
                .filter(touch -> !order.buyer.equals(touch.sharer()))
                .filter(touch -> !touch.channel().equals("direct"))
                .sorted(Comparator.comparing(Touch::at).thenComparing(Touch::id))
                .toList();
        String first = eligible.isEmpty() ? "direct" : eligible.get(0).channel();
        String last = eligible.isEmpty()
                ? "direct"
                : eligible.get(eligible.size() - 1).channel();
        add("credited_gmv by first_touch to " + first, gmv);
        add("credited_gmv by last_touch to " + last, gmv);
    }
}
