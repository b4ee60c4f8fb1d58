package io.souk.timeline;

/**
 * What each person adds to a metric: a pure function from a timeline to rows (key, day, additive measures). The metric
 * is the sum over all persons, so nothing is counted twice, nothing needs a distinct count, and a changed person
 * changes the metric by the difference.
 */
public interface Contribution {

    /**
     * Begins a fold. One fold takes many persons, one after the other.
     *
     * @param sums takes the rows, each under the name of what it adds to
     */
    Fold into(Sums sums);

    /** Takes one person's events in order of time; memory must not grow with their number. */
    interface Fold {

        void event(Event event);

        /** The person's timeline is over: add what is left and forget the person. */
        void end();
    }

    /** The sums that contributions add to. */
    interface Sums {

        /**
         * One row of a sum. It stays the same for the whole fold: a fold that adds to it often keeps it.
         *
         * @param name what the row adds to
         * @param key the row's key
         */
        DaySums row(String name, String... key);

        /** A row for two keys: what is added to it is added to the rows of both. Every call makes another one. */
        DaySums shared(String name, String[] one, String[] other);

        /**
         * Announces that a fold holds persons back, to add many of them to one row after the other: rows that are touched
         * together stay close to the processor.
         *
         * @param addition adds what is held back; called before rows are handed on or are to be taken back
         */
        void held(Runnable addition);
    }
}
