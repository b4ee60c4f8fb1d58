package io.souk.jobs.trial;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where the disturbed lake lies, and what goes wrong there whether or not anything is killed. */
interface Ground extends AutoCloseable {

    /** What goes wrong, in words. */
    String kind();

    /** Address of the lake. */
    String lake();

    /** Spark settings of the programs that are disturbed. */
    Map<String, String> settings();

    /** Spark settings of those who look at the lake undisturbed. */
    Map<String, String> quietSettings();

    /** Environment variables of the programs that are disturbed. */
    Map<String, String> variables();

    /** Whether a run may give up with exit code 1 because of what goes wrong. */
    boolean mayDefeat();

    /** How long a run waits before it begins where the one before was killed, in milliseconds. */
    long waitAfterKillMillis();

    /** Troubles that last for one run. */
    List<Trouble> troubles();

    /** What went wrong so far, in words. */
    String tally();

    /** Leaves what is there where it is when this is closed, for people to look at. */
    void keep();

    @Override
    void close();

    /**
     * A trouble that lasts for one run.
     *
     * @param what in words
     * @param begin makes it, and says with which variables the program is to run meanwhile
     * @param end takes it away
     */
    record Trouble(String what, Supplier<Map<String, String>> begin, Runnable end) {}
}
