package io.souk.jobs.simulate;

/** Makes circles: first people and the orders that they plan, then everything else. */
final class CirclePlans {

    private final Market market;
    private final People people;
    private final OrderPlans orderPlans;

    CirclePlans(Market market) {
        this.market = market;
        this.people = new People(market);
        this.orderPlans = new OrderPlans(market);
    }

    /** People and orders without prices. */
    Circle plan(long number) {
        Circle circle = new Circle(number);
        for (int i = 0; i < Market.CIRCLE; i++) {
            circle.persons.add(people.person(number * Market.CIRCLE + i));
        }
        orderPlans.plan(circle);
        return circle;
    }

    /** The whole circle: orders with prices and their fates, shares and touches, sessions. */
    Circle complete(long number, PriceLevels prices) {
        Circle circle = plan(number);
        for (Order order : circle.orders()) {
            order.price(prices.level(order.marketplace.company(), order.day));
        }
        new OrderFates(market).decide(circle);
        new Touches(market).add(circle);
        new Visits(market).add(circle);
        return circle;
    }
}
