package io.souk.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One person's orders, added up by business date and platform, in order of date. Bounded by the calendar and the number
 * of platforms, however many orders there are.
 */
final class PersonDays implements WindowSweep.Days {

    private final List<String> platforms = new ArrayList<>();
    private int[] days = new int[8];
    private int[] platformOf = new int[8];
    private long[] orders = new long[8];
    private long[] gmv = new long[8];
    private int size;

    /**
     * Adds an order. Orders come in order of time; their dates may step back by a day, since each platform keeps its own
     * calendar.
     */
    void add(Event.Order order) {
        int platform = number(order.platform());
        int at = size;
        while (at > 0 && days[at - 1] > order.day()) {
            at--;
        }
        int same = at - 1;
        while (same >= 0 && days[same] == order.day()) {
            if (platformOf[same] == platform) {
                orders[same]++;
                gmv[same] = Math.addExact(gmv[same], order.gmv());
                return;
            }
            same--;
        }
        insert(at, order.day(), platform, order.gmv());
    }

    private int number(String platform) {
        int known = platforms.indexOf(platform);
        if (known >= 0) {
            return known;
        }
        platforms.add(platform);
        return platforms.size() - 1;
    }

    private void insert(int at, int day, int platform, long amount) {
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
            platformOf = Arrays.copyOf(platformOf, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            gmv = Arrays.copyOf(gmv, 2 * size);
        }
        System.arraycopy(days, at, days, at + 1, size - at);
        System.arraycopy(platformOf, at, platformOf, at + 1, size - at);
        System.arraycopy(orders, at, orders, at + 1, size - at);
        System.arraycopy(gmv, at, gmv, at + 1, size - at);
        days[at] = day;
        platformOf[at] = platform;
        orders[at] = 1;
        gmv[at] = amount;
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int day(int index) {
        return days[index];
    }

    /** The platform ordered on, by its place among {@link #platforms}. */
    int platform(int index) {
        return platformOf[index];
    }

    long orders(int index) {
        return orders[index];
    }

    /** Minor units. */
    long gmv(int index) {
        return gmv[index];
    }

    /** The platforms that the person ordered on, as they were met. */
    List<String> platforms() {
        return platforms;
    }

    void clear() {
        platforms.clear();
        size = 0;
    }
}
