package io.souk.timeline;

import io.souk.time.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Persons by their main platform in the window before and in the window.
 *
 * <p>{@link #SWITCHING}: key (window, from platform, to platform), measures as changes on the days on which they change,
 * so that prefix sums over days are the figures: {@link #PERSONS}; {@link #GMV_BEFORE}, their GMV on the from platform in
 * the window before; {@link #GMV_NOW}, their GMV on the to platform in the window. Minor units.
 *
 * <p>The main platform of a window is the one with most GMV of the person's counting orders on the harmonised
 * definition; of equals the one with most such orders, then the first by name. Without such an order it is {@link #NONE}.
 * Who is on no platform in both windows has no row, and guests are nobody.
 */
public final class PlatformSwitching implements Contribution {

    public static final String SWITCHING = "buyer_switching";

    /** Main platform of a person who is not active. */
    public static final String NONE = "none";

    public static final int PERSONS = 0;
    public static final int GMV_BEFORE = 1;
    public static final int GMV_NOW = 2;

    private final List<Window> windows;

    public PlatformSwitching(List<Window> windows) {
        this.windows = List.copyOf(windows);
    }

    @Override
    public Fold into(Sums sums) {
        return new SwitchingFold(sums);
    }

    /** What one person ordered on each platform in a window; platforms are numbered as in {@link PersonDays}. */
    private static final class Basket {

        private long[] orders = new long[8];
        private long[] gmv = new long[8];
        private int main = -1;

        void empty(int platforms) {
            if (orders.length < platforms) {
                orders = new long[2 * platforms];
                gmv = new long[2 * platforms];
            }
            // A sweep takes out all that it put in.
            main = -1;
        }

        void add(PersonDays days, int index, int sign) {
            int platform = days.platform(index);
            orders[platform] += sign * days.orders(index);
            gmv[platform] = Math.addExact(gmv[platform], sign * days.gmv(index));
        }

        void findMain(List<String> platforms) {
            main = -1;
            for (int platform = 0; platform < platforms.size(); platform++) {
                if (orders[platform] > 0 && (main < 0 || isAhead(platform, main, platforms))) {
                    main = platform;
                }
            }
        }

        private boolean isAhead(int platform, int other, List<String> platforms) {
            if (gmv[platform] != gmv[other]) {
                return gmv[platform] > gmv[other];
            }
            if (orders[platform] != orders[other]) {
                return orders[platform] > orders[other];
            }
            return platforms.get(platform).compareTo(platforms.get(other)) < 0;
        }

        String mainName(List<String> platforms) {
            return main < 0 ? NONE : platforms.get(main);
        }

        long mainGmv() {
            return main < 0 ? 0 : gmv[main];
        }
    }

    private final class SwitchingFold implements Fold, WindowSweep.Account {

        private final Sums sums;
        private final List<Map<String, Map<String, DaySums>>> rows;
        private final PersonDays person = new PersonDays();
        private final Basket before = new Basket();
        private final Basket now = new Basket();
        private int window;
        private DaySums row;
        private long countedBefore;
        private long countedNow;

        SwitchingFold(Sums sums) {
            this.sums = sums;
            this.rows = windows.stream()
                    .<Map<String, Map<String, DaySums>>>map(window -> new HashMap<>())
                    .toList();
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.Order order && order.buyer() != null && order.countsHarmonised()) {
                person.add(order);
            }
        }

        @Override
        public void end() {
            for (window = 0; window < windows.size(); window++) {
                before.empty(person.platforms().size());
                now.empty(person.platforms().size());
                row = null;
                WindowSweep.over(person, windows.get(window), this);
            }
            person.clear();
        }

        @Override
        public void enter(int index) {
            now.add(person, index, 1);
        }

        @Override
        public void move(int index) {
            now.add(person, index, -1);
            before.add(person, index, 1);
        }

        @Override
        public void leave(int index) {
            before.add(person, index, -1);
        }

        @Override
        public void settle(int day) {
            List<String> platforms = person.platforms();
            before.findMain(platforms);
            now.findMain(platforms);
            DaySums next =
                    before.main < 0 && now.main < 0 ? null : row(before.mainName(platforms), now.mainName(platforms));
            if (next != row) {
                if (row != null) {
                    add(row, day, -1, -countedBefore, -countedNow);
                }
                countedBefore = 0;
                countedNow = 0;
            }
            if (next != null) {
                add(next, day, next == row ? 0 : 1, before.mainGmv() - countedBefore, now.mainGmv() - countedNow);
                countedBefore = before.mainGmv();
                countedNow = now.mainGmv();
            }
            row = next;
        }

        private static void add(DaySums row, int day, long persons, long gmvBefore, long gmvNow) {
            row.add(day, PERSONS, persons);
            row.add(day, GMV_BEFORE, gmvBefore);
            row.add(day, GMV_NOW, gmvNow);
        }

        private DaySums row(String from, String to) {
            Map<String, DaySums> ofFrom = rows.get(window).get(from);
            if (ofFrom == null) {
                ofFrom = new HashMap<>();
                rows.get(window).put(from, ofFrom);
            }
            DaySums found = ofFrom.get(to);
            if (found == null) {
                found = sums.row(SWITCHING, windows.get(window).name(), from, to);
                ofFrom.put(to, found);
            }
            return found;
        }
    }
}
