package io.souk.timeline;

import io.souk.time.Window;

/**
 * Growth accounting in GMV: what each entity bought in the window against what it bought in the window before.
 *
 * <p>{@link #GROWTH}: measures {@link #NEW}, {@link #RESURRECTED}, {@link #EXPANSION} and {@link #CONTRACTION};
 * {@link #LEVEL}: measures {@link #GMV} and {@link #CHURNED}. Both have the key (platform, definition, window), minor
 * units, and changes on the days on which they change, so that prefix sums over days are the figures.
 *
 * <p>Who is new, retained, resurrected or churned: see {@link BuyerActivity}. All GMV of the new and the resurrected is
 * won, all former GMV of the churned is lost, and of the retained the difference is expansion or contraction. So GMV =
 * GMV of the window before + new + resurrected + expansion - contraction - churned, exactly.
 */
public final class GmvGrowth implements WindowSweep.Account {

    public static final String GROWTH = "buyer_gmv_growth";
    public static final String LEVEL = "buyer_gmv";

    public static final int NEW = 0;
    public static final int RESURRECTED = 1;
    public static final int EXPANSION = 2;
    public static final int CONTRACTION = 3;

    public static final int GMV = 0;
    public static final int CHURNED = 1;

    private final Window window;
    private final Part won;
    private final Part regained;
    private final Part expanded;
    private final Part contracted;
    private final Part level;
    private final Part lost;
    private ActiveDays days;
    private int daysNow;
    private int daysThen;
    private long gmvNow;
    private long gmvThen;
    private boolean isNew;

    /**
     * Accounts for one platform, definition and window.
     *
     * @param growth row of {@link #GROWTH}
     * @param level row of {@link #LEVEL}
     */
    GmvGrowth(Window window, DaySums growth, DaySums level) {
        this.window = window;
        this.won = new Part(growth, NEW);
        this.regained = new Part(growth, RESURRECTED);
        this.expanded = new Part(growth, EXPANSION);
        this.contracted = new Part(growth, CONTRACTION);
        this.level = new Part(level, GMV);
        this.lost = new Part(level, CHURNED);
    }

    /** What one entity adds to a measure: its figure, written down where it changes. */
    private static final class Part {

        private final DaySums row;
        private final int measure;
        private long figure;

        Part(DaySums row, int measure) {
            this.row = row;
            this.measure = measure;
        }

        void becomes(long next, int day) {
            if (next != figure) {
                row.add(day, measure, next - figure);
                figure = next;
            }
        }
    }

    /** Adds what one entity bought on its ordering days. */
    void count(ActiveDays ofEntity) {
        days = ofEntity;
        WindowSweep.over(ofEntity, window, this);
        days = null;
    }

    @Override
    public void enter(int index) {
        daysNow++;
        gmvNow = Math.addExact(gmvNow, days.gmv(index));
        isNew |= index == 0;
    }

    @Override
    public void move(int index) {
        daysNow--;
        daysThen++;
        gmvNow -= days.gmv(index);
        gmvThen = Math.addExact(gmvThen, days.gmv(index));
        isNew &= index != 0;
    }

    @Override
    public void leave(int index) {
        daysThen--;
        gmvThen -= days.gmv(index);
    }

    @Override
    public void settle(int day) {
        boolean isActive = daysNow > 0;
        boolean wasActive = daysThen > 0;
        boolean isRetained = isActive && wasActive;
        level.becomes(gmvNow, day);
        won.becomes(isNew ? gmvNow : 0, day);
        regained.becomes(isActive && !wasActive && !isNew ? gmvNow : 0, day);
        expanded.becomes(isRetained ? Math.max(0, gmvNow - gmvThen) : 0, day);
        contracted.becomes(isRetained ? Math.max(0, gmvThen - gmvNow) : 0, day);
        lost.becomes(wasActive && !isActive ? gmvThen : 0, day);
    }
}
