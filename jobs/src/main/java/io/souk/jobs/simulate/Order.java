package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * An order and what became of it by the last day. Moments are seconds since 1970, {@link #NEVER} where a thing did not
 * happen by then; money is in minor units of the order's currency.
 */
final class Order {

    static final long NEVER = Long.MAX_VALUE;

    /**
     * One product of an order.
     *
     * @param discountPart what the seller takes off, as a part of the list price
     */
    static final class Line {
        final Product product;
        final String sellerId;
        final int quantity;
        final double discountPart;
        final double subsidyPart;
        long unitPrice;
        long discount;
        long subsidy;
        long shipping;

        Line(Product product, String sellerId, int quantity, double discountPart, double subsidyPart) {
            this.product = product;
            this.sellerId = sellerId;
            this.quantity = quantity;
            this.discountPart = discountPart;
            this.subsidyPart = subsidyPart;
        }
    }

    /**
     * Money paid back.
     *
     * @param amount as the refund states it, in minor units; only what is left of the order counts
     */
    record Refund(long at, long amount) {}

    final String id;
    final Marketplace marketplace;

    /** Null for a guest. */
    final Account account;

    /** Where a guest lives, or a foreign buyer has the order sent; else null. */
    final String country;

    final long placedAt;
    final int day;
    final List<Line> lines = new ArrayList<>();

    String storefront;
    String teamId;

    /** Price of this team size against the price of buying alone. */
    double teamPrice = 1;

    /** Whether this order keeps its buyer active: it is paid at once and never suspected. */
    boolean isFirm;

    long paidAt = NEVER;
    long shippedAt = NEVER;
    long deliveredAt = NEVER;
    long cancelledAt = NEVER;
    long disputedAt = NEVER;
    long flaggedAt = NEVER;
    final List<Refund> refunds = new ArrayList<>();

    Order(String id, Marketplace marketplace, Account account, String country, long placedAt) {
        this.id = id;
        this.marketplace = marketplace;
        this.account = account;
        this.country = country;
        this.placedAt = placedAt;
        this.day = marketplace.dayOf(placedAt);
    }

    Profile buyer() {
        return account == null ? Profile.UNKNOWN : account.profileAt(placedAt);
    }

    boolean isPaid() {
        return paidAt != NEVER;
    }

    boolean isCancelled() {
        return cancelledAt != NEVER;
    }

    boolean isFlagged() {
        return flaggedAt != NEVER;
    }

    /** List price less the seller's discount, against the platform's price level. */
    double relativeAmount() {
        double amount = 0;
        for (Line line : lines) {
            amount += line.quantity * line.product.relativePrice() * teamPrice * (1 - line.discountPart);
        }
        return amount;
    }

    /** Sets the prices. @param level minor units that a relative price of 1 costs */
    void price(double level) {
        for (Line line : lines) {
            line.unitPrice = Math.max(10, Math.round(level * line.product.relativePrice() * teamPrice));
            long list = line.unitPrice * line.quantity;
            line.discount = Math.round(list * line.discountPart);
            line.subsidy = Math.round((list - line.discount) * line.subsidyPart);
        }
    }

    /** List price less the seller's discount. */
    long amount() {
        long amount = 0;
        for (Line line : lines) {
            amount += line.unitPrice * line.quantity - line.discount;
        }
        return amount;
    }
}
