package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.List;

/** Ten people who know each other, with everything that they do. */
final class Circle {

    final long number;
    final List<Person> persons = new ArrayList<>();
    final List<Touch> shares = new ArrayList<>();

    /** Refunds that name no order, or one that nobody placed. */
    final List<StrayRefund> strayRefunds = new ArrayList<>();

    Circle(long number) {
        this.number = number;
    }

    /** All orders, those of guests too. */
    List<Order> orders() {
        List<Order> orders = new ArrayList<>();
        for (Person person : persons) {
            for (Account account : person.accounts) {
                orders.addAll(account.orders);
            }
            orders.addAll(person.guestOrders);
        }
        return orders;
    }

    /**
     * A refund that belongs to no order of the market.
     *
     * @param orderId null, or an order that does not exist
     * @param amount minor units of the platform's currency
     */
    record StrayRefund(Marketplace marketplace, String eventId, String orderId, long at, long amount) {}
}
