package io.souk.timeline;

import io.souk.time.Months;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From being seen to being bought, by channel and kind of sharer.
 *
 * <p>{@link #FUNNEL}: key (platform, channel, sharer type, part). The parts:
 *
 * <ul>
 *   <li>{@link #TOUCHED}, on the date of the touch: {@link #EXPOSURES}, {@link #CLICKS}, {@link #REVIEWS} and
 *       {@link #VISITS}. Own shares touch nobody.
 *   <li>{@link #BOUGHT}, on the date of the order: paid {@link #ORDERS}, of these {@link #FIRST_ORDERS}, the first paid
 *       order of their account, and {@link #GMV} in minor units. An order belongs to the last touch eligible for it, else
 *       to the channel direct and no sharer: as the model last_touch of {@link ChannelCredit} has it. {@link #PERSONS} is 1
 *       on the date of the person's first touch by the channel and kind of sharer in the calendar month.
 * </ul>
 */
public final class FunnelSteps implements Contribution {

    public static final String FUNNEL = "share_funnel";

    public static final String TOUCHED = "touched";
    public static final int EXPOSURES = 0;
    public static final int CLICKS = 1;
    public static final int REVIEWS = 2;
    public static final int VISITS = 3;

    public static final String BOUGHT = "bought";
    public static final int PERSONS = 0;
    public static final int ORDERS = 1;
    public static final int FIRST_ORDERS = 2;
    public static final int GMV = 3;

    private static final List<String> TYPES = List.of("exposure", "click", "review", "store_visit");

    private final AttributionRules rules;

    /**
     * Chooses which touches count for an order.
     *
     * @param rules the same as for credit: see {@link ChannelCredit}
     */
    public FunnelSteps(AttributionRules rules) {
        this.rules = rules;
    }

    @Override
    public Fold into(Sums sums) {
        return new FunnelFold(sums);
    }

    private record Way(String platform, String channel, String sharerType) {

        static Way of(Event.Touch touch) {
            return new Way(touch.platform(), touch.channel(), touch.sharerType());
        }

        static Way of(Event.Order order, Event.Touch touch) {
            return new Way(order.platform(), touch.channel(), touch.sharerType());
        }
    }

    private record Account(String platform, String buyer) {}

    private final class FunnelFold implements Fold {

        private final Sums sums;
        private final EligibleTouches touches = new EligibleTouches(rules);
        private final Map<Way, Integer> monthsTouched = new HashMap<>();
        private final Set<Account> buyers = new HashSet<>();
        private final Map<Way, DaySums> touched = new HashMap<>();
        private final Map<Way, DaySums> bought = new HashMap<>();

        FunnelFold(Sums sums) {
            this.sums = sums;
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Touch touch) {
                touches.see(touch);
                if (!touch.isOwnShare()) {
                    touch(touch);
                }
            } else if (event instanceof Event.Order order && order.isPaid()) {
                buy(order);
            }
        }

        private void touch(Event.Touch touch) {
            Way way = Way.of(touch);
            int type = TYPES.indexOf(touch.type());
            if (type >= 0) {
                row(touched, way, TOUCHED).add(touch.day(), type, 1);
            }
            Integer month = Months.of(touch.day());
            if (!month.equals(monthsTouched.put(way, month))) {
                row(bought, way, BOUGHT).add(touch.day(), PERSONS, 1);
            }
        }

        private void buy(Event.Order order) {
            List<Event.Touch> eligible = touches.of(order);
            Way way = eligible.isEmpty()
                    ? new Way(order.platform(), EligibleTouches.DIRECT, ChannelCredit.NONE)
                    : Way.of(order, eligible.get(eligible.size() - 1));
            DaySums row = row(bought, way, BOUGHT);
            row.add(order.day(), ORDERS, 1);
            row.add(order.day(), GMV, order.gmv());
            if (order.buyer() != null && buyers.add(new Account(order.platform(), order.buyer()))) {
                row.add(order.day(), FIRST_ORDERS, 1);
            }
        }

        @Override
        public void end() {
            touches.clear();
            monthsTouched.clear();
            buyers.clear();
        }

        private DaySums row(Map<Way, DaySums> rows, Way way, String part) {
            return rows.computeIfAbsent(way, key -> sums.row(FUNNEL, key.platform, key.channel, key.sharerType, part));
        }
    }
}
