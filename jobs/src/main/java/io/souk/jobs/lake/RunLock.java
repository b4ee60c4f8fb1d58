package io.souk.jobs.lake;

import java.net.URI;
import java.nio.file.Path;

/**
 * Keeps two runs of one lake apart. On a local disk the operating system holds the lock and frees it however the process
 * ends. Elsewhere it is a {@link LeaseLock}: a record in the lake, with signs of life.
 */
public final class RunLock implements AutoCloseable {

    /** A lock that is held. */
    interface Hold extends AutoCloseable {

        /** What commits of the holder are marked with; empty where they need no mark. */
        String mark();

        /**
         * Sees that nobody has taken the lake over.
         *
         * @throws LakeBusyException where somebody has
         */
        void requireAlive();

        /**
         * Sees, before a publication, that nobody else has written what it is about to show.
         *
         * @param before what is published now; null where nothing is
         * @throws LakeBusyException where somebody has taken the lake over
         */
        void requireHeld(Lake lake, Publication before, Publication next);

        @Override
        void close();
    }

    private final Hold hold;
    private Lake guarded;

    private RunLock(Hold hold) {
        this.hold = hold;
    }

    /**
     * Takes the lock, and guards the lake with it.
     *
     * @throws LakeBusyException where another run holds it
     */
    public static RunLock take(Lake lake) {
        return take(lake.files()).guarding(lake);
    }

    /**
     * Takes the lock before a session is there.
     *
     * @throws LakeBusyException where another run holds it
     */
    public static RunLock take(LakeFiles files) {
        return new RunLock(
                files.areLocal()
                        ? LocalLock.take(
                                Path.of(URI.create(files.address("_lock")).getPath()), files.root())
                        : LeaseLock.take(files));
    }

    /** Guards an opened lake: what is written to it is known to be the holder's, and nothing else is published. */
    public RunLock guarding(Lake lake) {
        guarded = lake;
        lake.heldBy(hold);
        return this;
    }

    /**
     * Sees that nobody has taken the lake over meanwhile.
     *
     * @throws LakeBusyException where somebody has
     */
    public void requireAlive() {
        hold.requireAlive();
    }

    @Override
    public void close() {
        if (guarded != null) {
            guarded.heldBy(null);
        }
        hold.close();
    }
}
