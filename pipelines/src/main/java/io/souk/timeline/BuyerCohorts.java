package io.souk.timeline;

import io.souk.time.Months;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What buyers do in the months after their first order.
 *
 * <p>{@link #COHORTS}: key (platform, cohort month, first channel, city tier), on the first day of each month in which
 * the buyer ordered: {@link #BUYERS} 1, {@link #ORDERS}, and {@link #GMV} in minor units. Orders are the counting orders
 * on the harmonised definition.
 *
 * <p>The first order is the one of the earliest business date, of several the earliest. The cohort month, written as its
 * first day, and the tier are the first order's; the channel is that of the last touch eligible for it, else direct. So a
 * buyer is in one cohort, and in the cohort's month itself all of its buyers are active.
 *
 * <p>Entities: see {@link Entities}. Guests are nobody.
 */
public final class BuyerCohorts implements Contribution {

    public static final String COHORTS = "cohorts";

    public static final int BUYERS = 0;
    public static final int ORDERS = 1;
    public static final int GMV = 2;

    private final AttributionRules rules;

    /**
     * Chooses which touches count for a first order.
     *
     * @param rules the same as for credit: see {@link ChannelCredit}
     */
    public BuyerCohorts(AttributionRules rules) {
        this.rules = rules;
    }

    @Override
    public Fold into(Sums sums) {
        return new CohortFold(sums);
    }

    /** One buyer: the first order, and what was ordered month by month. Bounded by the calendar. */
    private static final class Buyer {

        private int firstDay = Integer.MAX_VALUE;
        private String firstChannel;
        private String cityTier;
        private int[] months = new int[4];
        private long[] orders = new long[4];
        private long[] gmv = new long[4];
        private int size;

        /** Adds an order; dates may step back by a day. */
        void add(int month, long amount) {
            int at = size;
            while (at > 0 && months[at - 1] > month) {
                at--;
            }
            if (at == 0 || months[at - 1] != month) {
                insert(at, month);
                at++;
            }
            orders[at - 1]++;
            gmv[at - 1] = Math.addExact(gmv[at - 1], amount);
        }

        private void insert(int at, int month) {
            if (size == months.length) {
                months = Arrays.copyOf(months, 2 * size);
                orders = Arrays.copyOf(orders, 2 * size);
                gmv = Arrays.copyOf(gmv, 2 * size);
            }
            System.arraycopy(months, at, months, at + 1, size - at);
            System.arraycopy(orders, at, orders, at + 1, size - at);
            System.arraycopy(gmv, at, gmv, at + 1, size - at);
            months[at] = month;
            orders[at] = 0;
            gmv[at] = 0;
            size++;
        }
    }

    private final class CohortFold implements Fold {

        private final Sums sums;
        private final EligibleTouches touches = new EligibleTouches(rules);
        private final Entities<Buyer> buyers = new Entities<>(Buyer::new);
        private final Map<Key, DaySums> rows = new HashMap<>();

        CohortFold(Sums sums) {
            this.sums = sums;
        }

        private record Key(String platform, int month, String firstChannel, String cityTier) {}

        @Override
        public void event(Event event) {
            if (event instanceof Event.Touch touch) {
                touches.see(touch);
            } else if (event instanceof Event.Order order && order.buyer() != null && order.countsHarmonised()) {
                int month = Months.of(order.day());
                buyers.of(order, buyer -> {
                    buyer.add(month, order.gmv());
                    if (order.day() < buyer.firstDay) {
                        describe(buyer, order);
                    }
                });
            }
        }

        private void describe(Buyer buyer, Event.Order first) {
            List<Event.Touch> eligible = touches.of(first);
            buyer.firstDay = first.day();
            buyer.firstChannel = eligible.isEmpty()
                    ? EligibleTouches.DIRECT
                    : eligible.get(eligible.size() - 1).channel();
            buyer.cityTier = first.attributes().cityTier();
        }

        @Override
        public void end() {
            buyers.end((platform, buyer) -> {
                DaySums row = row(platform, buyer);
                for (int i = 0; i < buyer.size; i++) {
                    row.add(buyer.months[i], BUYERS, 1);
                    row.add(buyer.months[i], ORDERS, buyer.orders[i]);
                    row.add(buyer.months[i], GMV, buyer.gmv[i]);
                }
            });
            touches.clear();
        }

        private DaySums row(String platform, Buyer buyer) {
            Key key = new Key(platform, buyer.months[0], buyer.firstChannel, buyer.cityTier);
            return rows.computeIfAbsent(
                    key,
                    wanted -> sums.row(
                            COHORTS,
                            platform,
                            LocalDate.ofEpochDay(wanted.month).toString(),
                            wanted.firstChannel,
                            wanted.cityTier));
        }
    }
}
