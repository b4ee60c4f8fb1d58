package io.souk.timeline;

import java.util.HashMap;
import java.util.Map;

/**
 * Orders by day. {@link #SALES}: key (platform, owner of the platform or empty); measures 0 to 2: orders, paid orders and
 * paid GMV in minor units, on the day of the order. Guests' orders count.
 */
public final class Sales implements Contribution {

    public static final String SALES = "sales";

    public static final int ORDERS = 0;
    public static final int PAID_ORDERS = 1;
    public static final int PAID_GMV = 2;

    @Override
    public Fold into(Sums sums) {
        Map<String, DaySums> rows = new HashMap<>();
        return new Fold() {
            @Override
            public void event(Event event) {
                if (event instanceof Event.Order order) {
                    DaySums row = rows.computeIfAbsent(
                            order.platform(),
                            platform -> sums.row(
                                    SALES, platform, order.platformGroup() == null ? "" : order.platformGroup()));
                    row.add(order.day(), ORDERS, 1);
                    if (order.isPaid()) {
                        row.add(order.day(), PAID_ORDERS, 1);
                        row.add(order.day(), PAID_GMV, order.gmv());
                    }
                }
            }

            @Override
            public void end() {
                // Nothing is kept from one order to the next.
            }
        };
    }
}
