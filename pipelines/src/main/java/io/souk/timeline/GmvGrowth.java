package io.souk.timeline;

/**
 * Growth accounting: as what each entity stands in a window, and what it bought there against what it bought in the window
 * before.
 *
 * <p>{@link BuyerActivity#GROWTH}: the entities that are new, retained, resurrected or churned; {@link #GROWTH}: measures
 * {@link #NEW}, {@link #RESURRECTED}, {@link #EXPANSION} and {@link #CONTRACTION}; {@link #LEVEL}: measures {@link #GMV}
 * and {@link #CHURNED}. All have the key (platform, definition, window), and changes on the days on which they change, so
 * that prefix sums over days are the figures: entities, and minor units.
 *
 * <p>Active is who ordered in the window. New is who is active by the first order ever; retained, who was active in the
 * window before as well; resurrected, who is active again; churned, who was active and no longer is. All GMV of the new
 * and the resurrected is won, all former GMV of the churned is lost, and of the retained the difference is expansion or
 * contraction. So GMV = GMV of the window before + new + resurrected + expansion - contraction - churned, exactly.
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

    /** Where an entity stands that is neither active nor was. */
    private static final int NOBODY = -1;

    private final DaySums entities;
    private final Part won;
    private final Part regained;
    private final Part expanded;
    private final Part contracted;
    private final Part level;
    private final Part lost;
    private ActiveDays days;
    private int standing = NOBODY;
    private int daysNow;
    private int daysThen;
    private long gmvNow;
    private long gmvThen;
    private boolean isNew;

    /**
     * Accounts for one platform, definition and window.
     *
     * @param entities row of {@link BuyerActivity#GROWTH}
     * @param growth row of {@link #GROWTH}
     * @param level row of {@link #LEVEL}
     */
    GmvGrowth(DaySums entities, DaySums growth, DaySums level) {
        this.entities = entities;
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

    /** From now on, an entity with these ordering days is looked at. Nothing is left of the one before. */
    void of(ActiveDays ofEntity) {
        days = ofEntity;
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
        stands(standing(), day);
        level.becomes(gmvNow, day);
        won.becomes(standing == BuyerActivity.NEW ? gmvNow : 0, day);
        regained.becomes(standing == BuyerActivity.RESURRECTED ? gmvNow : 0, day);
        expanded.becomes(standing == BuyerActivity.RETAINED ? Math.max(0, gmvNow - gmvThen) : 0, day);
        contracted.becomes(standing == BuyerActivity.RETAINED ? Math.max(0, gmvThen - gmvNow) : 0, day);
        lost.becomes(standing == BuyerActivity.CHURNED ? gmvThen : 0, day);
    }

    private int standing() {
        boolean wasActive = daysThen > 0;
        if (daysNow > 0) {
            if (isNew) {
                return BuyerActivity.NEW;
            }
            return wasActive ? BuyerActivity.RETAINED : BuyerActivity.RESURRECTED;
        }
        return wasActive ? BuyerActivity.CHURNED : NOBODY;
    }

    private void stands(int next, int day) {
        if (next == standing) {
            return;
        }
        if (standing != NOBODY) {
            entities.add(day, standing, -1);
        }
        if (next != NOBODY) {
            entities.add(day, next, 1);
        }
        standing = next;
    }
}
