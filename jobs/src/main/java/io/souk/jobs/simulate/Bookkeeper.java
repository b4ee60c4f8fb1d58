package io.souk.jobs.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Counts the answers to {@link Questions} from what was planted, by the definitions and without the pipeline: a person
 * at a time, with loops over that person's orders. Every figure adds up over circles.
 */
final class Bookkeeper {

    private static final long LOOKBACK = 30 * 86_400L;
    private static final long EXPOSURE_LOOKBACK = 86_400L;

    private final SimulationSettings settings;
    private final BiConsumer<String, Long> sums;
    private final LocalDate lastDay;
    private final List<Span> lastSpans = new ArrayList<>();
    private final List<Span> earlierSpans = new ArrayList<>();
    private final List<LocalDate> singlesDays;

    /** A window that ends on a day, with its first and last day. */
    private record Span(String window, LocalDate day, long first, long last) {

        static Span of(String window, LocalDate day) {
            LocalDate first =
                    switch (window) {
                        case "1d" -> day;
                        case "7d" -> day.minusDays(6);
                        case "30d" -> day.minusDays(29);
                        default -> day.minusMonths(12).plusDays(1);
                    };
            return new Span(window, day, first.toEpochDay(), day.toEpochDay());
        }
    }

    Bookkeeper(SimulationSettings settings, BiConsumer<String, Long> sums) {
        this.settings = settings;
        this.sums = sums;
        this.lastDay = settings.to();
        this.singlesDays = Questions.singlesDays(settings);
        Questions.WINDOWS.forEach(window -> lastSpans.add(Span.of(window, lastDay)));
        for (LocalDate day : Questions.earlierDays(settings)) {
            Questions.EARLIER_WINDOWS.forEach(window -> earlierSpans.add(Span.of(window, day)));
        }
    }

    void count(Circle circle) {
        for (Person person : circle.persons) {
            List<Order> all = new ArrayList<>();
            List<Order> alibabas = new ArrayList<>();
            for (Account account : person.accounts) {
                countBuyer(account.marketplace.platform(), account.orders);
                all.addAll(account.orders);
                if (account.marketplace.isAlibabas()) {
                    alibabas.addAll(account.orders);
                }
            }
            countBuyer("group:alibaba", alibabas);
            countBuyer("all", all);
        }
        for (Order order : circle.orders()) {
            countSale(order);
            if (order.isPaid()) {
                for (String model : Questions.MODELS) {
                    sums.accept(Questions.credit(model, creditedChannel(order, model)), gmv(order));
                }
            }
        }
        for (Circle.StrayRefund refund : circle.strayRefunds) {
            Marketplace marketplace = refund.marketplace();
            long amount = FxSeries.toFen(marketplace, refund.amount(), marketplace.dayOf(refund.at()));
            String platform = marketplace.platform();
            sums.accept(Questions.sales("refunded_by_order_date", platform), amount);
            sums.accept(Questions.sales("refunded_by_refund_date", platform), amount);
            sums.accept(Questions.sales("gmv_net", platform), -amount);
        }
    }

    private static boolean countsHarmonised(Order order) {
        return order.isPaid() && !order.isFlagged() && order.amount() > 0;
    }

    private static boolean countsReported(Order order) {
        return order.amount() > 0 && (order.isPaid() || order.marketplace.countsUnpaid());
    }

    private void countBuyer(String entity, List<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        List<Order> harmonised = matching(orders, Bookkeeper::countsHarmonised);
        List<Order> reported = matching(orders, Bookkeeper::countsReported);
        for (Span span : lastSpans) {
            countActive(entity, "harmonised", span, harmonised);
            countActive(entity, "reported", span, reported);
            if (Questions.asksSegmentsOf(entity) && Questions.EARLIER_WINDOWS.contains(span.window)) {
                countSegments(entity, span, harmonised);
            }
        }
        for (Span span : earlierSpans) {
            countActive(entity, "harmonised", span, harmonised);
        }
        countGrowth(entity, harmonised);
    }

    private void countActive(String entity, String definition, Span span, List<Order> orders) {
        if (hasOrder(orders, span.first, span.last)) {
            sums.accept(Questions.active(entity, definition, span.window, span.day), 1L);
        }
    }

    private void countSegments(String entity, Span span, List<Order> orders) {
        Order latest = null;
        for (Order order : orders) {
            boolean isInside = order.day >= span.first && order.day <= span.last;
            if (isInside && (latest == null || order.placedAt > latest.placedAt)) {
                latest = order;
            }
        }
        if (latest != null) {
            Profile buyer = latest.buyer();
            sums.accept(Questions.segment(entity, span.window, "city_tier", buyer.tier()), 1L);
            sums.accept(Questions.segment(entity, span.window, "generation", buyer.generation()), 1L);
            sums.accept(Questions.segment(entity, span.window, "gender", buyer.genderOrUnknown()), 1L);
        }
    }

    private void countGrowth(String entity, List<Order> orders) {
        long last = lastDay.toEpochDay();
        long begin = last - Questions.GROWTH_DAYS + 1;
        boolean isActive = hasOrder(orders, begin, last);
        boolean wasActive = hasOrder(orders, begin - Questions.GROWTH_DAYS, begin - 1);
        boolean orderedBefore = hasOrder(orders, settings.firstDay(), begin - 1);
        if (isActive && wasActive) {
            sums.accept(Questions.growth(entity, "retained"), 1L);
        } else if (isActive) {
            sums.accept(Questions.growth(entity, orderedBefore ? "resurrected" : "new"), 1L);
        } else if (wasActive) {
            sums.accept(Questions.growth(entity, "churned"), 1L);
        }
    }

    private static List<Order> matching(List<Order> orders, Predicate<Order> condition) {
        return orders.stream().filter(condition).toList();
    }

    private static boolean hasOrder(List<Order> orders, long first, long last) {
        for (Order order : orders) {
            if (order.day >= first && order.day <= last) {
                return true;
            }
        }
        return false;
    }

    private static long gmv(Order order) {
        return FxSeries.toFen(order.marketplace, order.amount(), order.day);
    }

    private void countSale(Order order) {
        String platform = order.marketplace.platform();
        long gmv = gmv(order);
        long paid = order.isPaid() ? gmv : 0;
        long cancelled = order.isCancelled() ? paid : 0;
        long asked = order.refunds.stream().mapToLong(Order.Refund::amount).sum();
        long refunded = Math.min(FxSeries.toFen(order.marketplace, asked, order.day), paid - cancelled);
        add(platform, "orders_placed", 1);
        add(platform, "orders_paid", order.isPaid() ? 1 : 0);
        add(platform, "guest_orders", order.account == null ? 1 : 0);
        add(platform, "flagged_orders", order.isFlagged() ? 1 : 0);
        add(platform, "gmv_placed", gmv);
        add(platform, "gmv_paid", paid);
        add(platform, "cancelled", cancelled);
        add(platform, "refunded_by_order_date", refunded);
        add(platform, "refunded_by_refund_date", refunded);
        add(platform, "gmv_net", paid - cancelled - refunded);
        for (Order.Line line : order.lines) {
            add(platform, "units", line.quantity);
            add(platform, "platform_subsidy", order.isPaid() ? line.subsidy : 0);
        }
        for (LocalDate day : singlesDays) {
            if (order.day == day.toEpochDay()) {
                sums.accept(Questions.salesOn(day, platform), paid);
            }
        }
        if (order.storefront != null) {
            sums.accept(Questions.salesOfStorefront(order.storefront), paid);
        }
        sums.accept(Questions.salesOfTier(order.buyer().tier()), paid);
    }

    private void add(String platform, String measure, long figure) {
        if (figure != 0) {
            sums.accept(Questions.sales(measure, platform), figure);
        }
    }

    private static String creditedChannel(Order order, String model) {
        if (order.account == null) {
            return "direct";
        }
        List<Touch> eligible = new ArrayList<>();
        for (Touch touch : order.account.touches) {
            long age = order.placedAt - touch.at();
            long lookback = touch.type().equals("exposure") ? EXPOSURE_LOOKBACK : LOOKBACK;
            boolean isOwnShare = order.account.buyerId.equals(touch.sharerId());
            if (age >= 0 && age <= lookback && !isOwnShare && !touch.isDirect()) {
                eligible.add(touch);
            }
        }
        Comparator<Touch> byTime = Comparator.comparingLong(Touch::at).thenComparing(Touch::eventId);
        return (model.equals("first_touch")
                        ? eligible.stream().min(byTime)
                        : eligible.stream().max(byTime))
                .map(Touch::channel)
                .orElse("direct");
    }
}
