package io.souk.timeline;

import java.util.Arrays;

/**
 * A set of days as spans [first, last] that neither touch nor overlap, in order. Small: a person's active days over
 * years are a handful of spans.
 */
final class DaySpans {

    private int[] bounds = new int[8];
    private int size;

    /** Takes the spans of one day after the other; spans that touch or overlap become one. */
    void append(int first, int last) {
        if (size > 0 && first <= bounds[2 * size - 1] + 1) {
            bounds[2 * size - 1] = Math.max(bounds[2 * size - 1], last);
            return;
        }
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = first;
        bounds[2 * size + 1] = last;
        size++;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int first(int span) {
        return bounds[2 * span];
    }

    int last(int span) {
        return bounds[2 * span + 1];
    }

    /** Days that lie in both sets. */
    DaySpans and(DaySpans other) {
        DaySpans common = new DaySpans();
        int mine = 0;
        int theirs = 0;
        while (mine < size && theirs < other.size) {
            int first = Math.max(first(mine), other.first(theirs));
            int last = Math.min(last(mine), other.last(theirs));
            if (first <= last) {
                common.append(first, last);
            }
            if (last(mine) < other.last(theirs)) {
                mine++;
            } else {
                theirs++;
            }
        }
        return common;
    }

    /** Days of this set that are not in the other. */
    DaySpans without(DaySpans other) {
        DaySpans rest = new DaySpans();
        int theirs = 0;
        for (int mine = 0; mine < size; mine++) {
            int from = first(mine);
            while (theirs < other.size && other.last(theirs) < from) {
                theirs++;
            }
            for (int cut = theirs; cut < other.size && other.first(cut) <= last(mine); cut++) {
                if (other.first(cut) > from) {
                    rest.append(from, other.first(cut) - 1);
                }
                from = Math.max(from, other.last(cut) + 1);
            }
            if (from <= last(mine)) {
                rest.append(from, last(mine));
            }
        }
        return rest;
    }
}
