package io.souk.timeline;

import io.souk.time.Window;

/**
 * Walks once through the dates on which the content of a window, and of the window before it, changes: each ordering day
 * enters the window, later moves to the window before, and at last leaves that as well. Three steps for each ordering
 * day, however long the window is.
 */
final class WindowSweep {

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
        while (left < count) {
            int leaves = movesOn(window, movesOn(window, days.day(left)));
            int moves = moved < count ? movesOn(window, days.day(moved)) : leaves;
            int enters = entered < count ? days.day(entered) : moves;
            int day = Math.min(enters, Math.min(moves, leaves));
            while (entered < count && days.day(entered) == day) {
                account.enter(entered++);
            }
            while (moved < entered && movesOn(window, days.day(moved)) == day) {
                account.move(moved++);
            }
            while (left < moved && movesOn(window, movesOn(window, days.day(left))) == day) {
                account.leave(left++);
            }
            account.settle(day);
        }
    }

    /** The first date whose window no longer contains a day; on it the window before ends on or after that day. */
    private static int movesOn(Window window, int day) {
        return window.lastDayCovering(day) + 1;
    }
}
