package io.souk.math;

import java.util.ArrayList;
import java.util.List;

/**
 * When does one series pass another? It does at a place where it is strictly ahead, if at the last earlier place at which
 * the two differ it was strictly behind. Equals between do not matter: who catches up and falls back has passed nobody.
 * Before the first difference nobody is ahead, so nobody is passed there.
 */
public final class LeadChanges {

    private LeadChanges() {}

    /**
     * One passes the other.
     *
     * @param at place at which the one that passes is ahead for the first time
     * @param lastBehindAt last place before at which it was behind
     * @param isFirst whether the first of the two series passes the second
     */
    public record LeadChange(int at, int lastBehindAt, boolean isFirst) {}

    /**
     * All changes of lead, in order: they alternate.
     *
     * @param first values of one series
     * @param second values of the other at the same places; as many
     */
    public static List<LeadChange> of(long[] first, long[] second) {
        List<LeadChange> changes = new ArrayList<>();
        int lastDifferentAt = -1;
        int lead = 0;
        for (int at = 0; at < first.length; at++) {
            int next = Long.compare(first[at], second[at]);
            if (next == 0) {
                continue;
            }
            if (lead != 0 && next != lead) {
                changes.add(new LeadChange(at, lastDifferentAt, next > 0));
            }
            lead = next;
            lastDifferentAt = at;
        }
        return changes;
    }
}
