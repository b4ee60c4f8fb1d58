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

        /**
         * Sees, before a publication, that nobody else has written what it is about to show.
         *
         * @param before what is published now; null where nothing is
         * @throws LakeBusyException where somebody has taken the lake over
         */
        void requireHeld(Publication before, Publication next);

        @Override
        void close();
    }

    private final Lake lake;
    private final Hold hold;

    private RunLock(Lake lake, Hold hold) {
        this.lake = lake;
        this.hold = hold;
    }

    /**
     * Takes the lock.
     *
     * @throws LakeBusyException where another run holds it
     */
    public static RunLock take(Lake lake) {
        Hold hold = lake.files().areLocal()
                ? LocalLock.take(
                        Path.of(URI.create(lake.files().address("_lock")).getPath()),
                        lake.files().root())
                : LeaseLock.take(lake);
        lake.heldBy(hold);
        return new RunLock(lake, hold);
    }

    @Override
    public void close() {
        lake.heldBy(null);
        hold.close();
    }
}
