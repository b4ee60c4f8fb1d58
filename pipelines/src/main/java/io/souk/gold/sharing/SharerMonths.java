package io.souk.gold.sharing;

import io.souk.gold.Series;
import io.souk.time.Months;
import io.souk.timeline.SharerSales;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the sums of one sharer come to, month by month. */
final class SharerMonths {

    /** Days before a month whose reach and sales decide its tier. */
    static final int TIER_DAYS = 30;

    private final Series.Points reach;
    private final Series.Points sales;
    private final Map<String, Series.Points> parts;
    private final SortedMap<Integer, Month> months = new TreeMap<>();

    /** One month of a sharer; amounts in minor units. */
    static final class Month {
        long touches;
        long persons;
        long orders;
        long repeatOrders;
        long gmv;
        long reversed;
        boolean isNew;
        Commission.Paid commission = Commission.Paid.NOTHING;

        boolean isActive() {
            return touches > 0 || orders > 0;
        }
    }

    /**
     * Adds the sums of a sharer up.
     *
     * @param parts see {@link SharerSales#SHARERS}
     */
    SharerMonths(Map<String, Series.Points> parts) {
        this.parts = parts;
        this.reach = parts.getOrDefault(SharerSales.REACH, new Series.Points(new int[0], new long[4][0]));
        this.sales = parts.getOrDefault(SharerSales.SALES, new Series.Points(new int[0], new long[4][0]));
        for (int i = 0; i < reach.days().length; i++) {
            Month month = month(reach.days()[i]);
            month.touches += reach.measures()[SharerSales.TOUCHES][i];
            month.persons += reach.measures()[SharerSales.PERSONS][i];
        }
        for (int i = 0; i < sales.days().length; i++) {
            Month month = month(sales.days()[i]);
            month.orders += sales.measures()[SharerSales.ORDERS][i];
            month.repeatOrders += sales.measures()[SharerSales.REPEAT_ORDERS][i];
            month.gmv += sales.measures()[SharerSales.GMV][i];
            month.reversed += sales.measures()[SharerSales.REVERSED][i];
        }
        forEachLateReversal((soldIn, day, amount) -> month(day).reversed += amount);
        months.values().stream().filter(Month::isActive).findFirst().ifPresent(first -> first.isNew = true);
    }

    /** Every month of which anything is known, by the epoch day of its first day. */
    SortedMap<Integer, Month> all() {
        return months;
    }

    /** Touches in the days that decide a month's tier. */
    long touchesBefore(int month) {
        return sumBefore(month, reach, SharerSales.TOUCHES);
    }

    /** Net credited GMV of the days that decide a month's tier: what was taken back counts on its own date. */
    long netBefore(int month) {
        long[] net = {sumBefore(month, sales, SharerSales.GMV) - sumBefore(month, sales, SharerSales.REVERSED)};
        forEachLateReversal((soldIn, day, amount) -> {
            if (decides(day, month)) {
                net[0] -= amount;
            }
        });
        return net[0];
    }

    /**
     * Pays commission.
     *
     * @param unit the amount of one minor unit, in the reporting currency
     */
    void pay(Programme programme, BigDecimal unit) {
        Commission commission = new Commission();
        for (int month : months.keySet()) {
            CommissionTier tier =
                    programme.tier(touchesBefore(month), unit.multiply(BigDecimal.valueOf(netBefore(month))));
            commission.sold(month, tier, months.get(month).gmv);
        }
        for (int i = 0; i < sales.days().length; i++) {
            long amount = sales.measures()[SharerSales.REVERSED][i];
            if (amount != 0) {
                commission.reversed(Months.of(sales.days()[i]), Months.of(sales.days()[i]), amount);
            }
        }
        forEachLateReversal((soldIn, day, amount) -> commission.reversed(soldIn, Months.of(day), amount));
        commission.byMonth().forEach((month, paid) -> months.get(month).commission = paid);
    }

    private interface Reversal {
        void of(int soldIn, int day, long amount);
    }

    /** What was taken back in another month than that of its order. */
    private void forEachLateReversal(Reversal taker) {
        parts.forEach((name, points) -> {
            if (!name.equals(SharerSales.REACH) && !name.equals(SharerSales.SALES)) {
                int soldIn = SharerSales.month(name);
                for (int i = 0; i < points.days().length; i++) {
                    taker.of(soldIn, points.days()[i], points.measures()[SharerSales.REVERSED][i]);
                }
            }
        });
    }

    private static long sumBefore(int month, Series.Points points, int measure) {
        return IntStream.range(0, points.days().length)
                .filter(i -> decides(points.days()[i], month))
                .mapToLong(i -> points.measures()[measure][i])
                .sum();
    }

    private static boolean decides(int day, int month) {
        return day < month && day >= month - TIER_DAYS;
    }

    private Month month(int day) {
        return months.computeIfAbsent(Months.of(day), month -> new Month());
    }
}
