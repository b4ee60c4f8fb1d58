package io.souk.timeline;

import io.souk.time.Window;

/**
 * Walks once through the dates on which the content of a window, and of the window before it, changes: each ordering day
 * enters the window, later moves to the window before, and at last leaves that as well. Three steps for each ordering
 * day, however long the window is.
 */
final class WindowSweep {

    private static final int NEVER = Integer.MAX_VALUE;

    private WindowSweep() {}

    /** Ordering days that never fall; a day may come several times. */
    interface Days {
        int size();

        /** Epoch day. */
        int day(int index);
    }

    /** Keeps account of what lies in the two windows. */
    interface Account {

        /** From the date of the next {@link #settle} on, an ordering day lies in the window. */
        void enter(int index);

        /** It lies in the window before instead. */
        void move(int index);

        /** It lies in neither. */
        void leave(int index);

        /** All changes of a date are made: what holds now holds until the next one. At last, nothing is held. */
        void settle(int day);
    }

    static void over(Days days, Window window, Account account) {
        int count = days.size();
        int entered = 0;
        int moved = 0;
        int left = 0;
        // The date of the next step of each kind; the calendar is asked once for each.
        int enters = entersOn(days, 0);
        int moves = movesOn(days, window, 0);
        int leaves = leavesOn(days, window, 0);
        while (left < count) {
            int day = Math.min(enters, Math.min(moves, leaves));
            while (enters == day) {
                account.enter(entered++);
                enters = entersOn(days, entered);
            }
            while (moves == day) {
                account.move(moved++);
                moves = movesOn(days, window, moved);
            }
            while (leaves == day) {
                account.leave(left++);
                leaves = leavesOn(days, window, left);
            }
            account.settle(day);
        }
    }

    private static int entersOn(Days days, int index) {
        return index < days.size() ? days.day(index) : NEVER;
    }

    /** The first date whose window no longer contains the day; on it the window before ends on or after that day. */
    private static int movesOn(Days days, Window window, int index) {
        return index < days.size() ? window.lastDayCovering(days.day(index)) + 1 : NEVER;
    }

    private static int leavesOn(Days days, Window window, int index) {
        return index < days.size() ? window.lastDayCovering(movesOn(days, window, index)) + 1 : NEVER;
    }
}
