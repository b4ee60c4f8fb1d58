package io.souk.timeline;

import io.souk.time.Months;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom the members of sharing programmes reach, and what is bought because of them: a paid order is credited to the last
 * touch eligible for it (see {@link EligibleTouches} and {@link AttributionModel#LAST_TOUCH}), and so to whoever shared.
 *
 * <p>{@link #SHARERS}: key (platform, sharer type, sharer, part). The parts:
 *
 * <ul>
 *   <li>{@link #REACH}, on the date of the touch: {@link #TOUCHES}, and {@link #PERSONS} 1 where the sharer had not
 *       touched the person before in the calendar month. The sharer {@link #ANYBODY} stands for all of the type.
 *   <li>{@link #SALES}, on the date of the order: {@link #ORDERS}, {@link #REPEAT_ORDERS} where an earlier order of the
 *       person is credited to the same sharer, {@link #GMV} in minor units; {@link #REVERSED} on the date on which it was
 *       taken back, where that lies in the month of the order.
 *   <li>The first day of an order's month: {@link #REVERSED} of its orders on dates of other months. So what is taken
 *       back can be set against the month in which it was earned.
 * </ul>
 *
 * <p>A sharer without a name is {@link #UNKNOWN}. Own shares reach nobody.
 */
public final class SharerSales implements Contribution {

    public static final String SHARERS = "sharers";

    public static final String REACH = "reach";
    public static final int TOUCHES = 0;
    public static final int PERSONS = 1;

    public static final String SALES = "sales";
    public static final int ORDERS = 0;
    public static final int REPEAT_ORDERS = 1;
    public static final int GMV = 2;
    public static final int REVERSED = 3;

    /** Stands for all sharers of a type together. */
    public static final String ANYBODY = "";

    /** A sharer whom the touch does not name. */
    public static final String UNKNOWN = "unknown";

    private final AttributionRules rules;
    private final Set<String> sharerTypes;

    /**
     * Chooses who is looked at.
     *
     * @param rules the same as for credit: see {@link ChannelCredit}
     * @param sharerTypes sharer types with a programme
     */
    public SharerSales(AttributionRules rules, Set<String> sharerTypes) {
        this.rules = rules;
        this.sharerTypes = Set.copyOf(sharerTypes);
    }

    /** The epoch day that the name of a month's part stands for. */
    public static int month(String part) {
        return Math.toIntExact(LocalDate.parse(part).toEpochDay());
    }

    @Override
    public Fold into(Sums sums) {
        return new SharerFold(sums);
    }

    private record Sharer(String platform, String type, String name) {

        /** Whoever shared, as a seller on a platform. */
        static Sharer of(Event.Touch touch, String platform) {
            String sharer = touch.sharer();
            return new Sharer(platform, touch.sharerType(), sharer == null || sharer.isEmpty() ? UNKNOWN : sharer);
        }

        Sharer anybody() {
            return new Sharer(platform, type, ANYBODY);
        }
    }

    private final class SharerFold implements Fold {

        private final Sums sums;
        private final EligibleTouches touches = new EligibleTouches(rules);
        private final Map<Sharer, Integer> monthsReached = new HashMap<>();
        private final Set<Sharer> credited = new HashSet<>();

        SharerFold(Sums sums) {
            this.sums = sums;
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Touch touch) {
                touches.see(touch);
                if (sharerTypes.contains(touch.sharerType()) && !touch.isOwnShare()) {
                    reach(touch);
                }
            } else if (event instanceof Event.Order order && order.isPaid()) {
                List<Event.Touch> eligible = touches.of(order);
                if (!eligible.isEmpty()) {
                    credit(order, eligible.get(eligible.size() - 1));
                }
            }
        }

        private void reach(Event.Touch touch) {
            Sharer sharer = Sharer.of(touch, touch.platform());
            DaySums row = row(sharer, REACH);
            row.add(touch.day(), TOUCHES, 1);
            int month = Months.of(touch.day());
            if (isFirstIn(month, sharer)) {
                row.add(touch.day(), PERSONS, 1);
            }
            if (isFirstIn(month, sharer.anybody())) {
                row(sharer.anybody(), REACH).add(touch.day(), PERSONS, 1);
            }
        }

        /** Touches come in order of time, and those of one platform in order of date. */
        private boolean isFirstIn(int month, Sharer sharer) {
            Integer last = monthsReached.put(sharer, month);
            return last == null || last != month;
        }

        private void credit(Event.Order order, Event.Touch last) {
            if (!sharerTypes.contains(last.sharerType())) {
                return;
            }
            Sharer sharer = Sharer.of(last, order.platform());
            DaySums row = row(sharer, SALES);
            row.add(order.day(), ORDERS, 1);
            row.add(order.day(), GMV, order.gmv());
            if (!credited.add(sharer)) {
                row.add(order.day(), REPEAT_ORDERS, 1);
            }
            int month = Months.of(order.day());
            for (Event.Reversal reversal : order.reversals()) {
                boolean isOfSameMonth = Months.of(reversal.day()) == month;
                (isOfSameMonth ? row : row(sharer, LocalDate.ofEpochDay(month).toString()))
                        .add(reversal.day(), REVERSED, reversal.amount());
            }
        }

        @Override
        public void end() {
            touches.clear();
            monthsReached.clear();
            credited.clear();
        }

        private DaySums row(Sharer sharer, String part) {
            return sums.row(SHARERS, sharer.platform, sharer.type, sharer.name, part);
        }
    }
}
