package io.souk.jobs.lake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The lock of a lake on an object store or HDFS, where no operating system watches over processes.
 *
 * <p>Locks are numbered records below {@code _locks/}: the one with the highest number holds. Its holder renews a sign of
 * life beside it and marks it as given back at the end. Number n + 1 may be created where n was given back, or where its
 * sign of life did not change for a whole lease while somebody watched; clocks are never compared. The store creates a
 * record once, so of several that want it one gets it.
 *
 * <p>A holder that was asleep for longer than the lease loses the lake without noticing, and may wake up and write. So a
 * lease alone does not keep tables whole: before publishing, {@link #requireHeld} sees that the lock is still the last
 * one, and that since the last publication nobody else wrote to the tables. What a sleeper wrote is never shown.
 */
final class LeaseLock implements RunLock.Hold {

    /** How long a holder that gives no sign of life is believed in, in seconds. */
    static final String LEASE = "souk.lock.leaseSeconds";

    private static final String DEFAULT_LEASE = "60";
    private static final String FOLDER = "_locks";
    private static final String RECORD = ".json";
    private static final String GIVEN_BACK = "given back";

    /** Signs of life in a lease. */
    private static final int BEATS = 12;

    private static final Logger LOG = LogManager.getLogger(LeaseLock.class);

    /**
     * Who holds a lock.
     *
     * @param id tells holders apart, and marks what they commit
     * @param beatMillis how often it gives a sign of life: those who watch it may be told of another lease
     */
    record Owner(String id, String host, long process, long beatMillis) {}

    private final LakeFiles files;
    private final long number;
    private final Owner owner;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lake-lock");
        thread.setDaemon(true);
        return thread;
    });
    private long beats;

    private LeaseLock(LakeFiles files, long number, Owner owner, Duration betweenBeats) {
        this.files = files;
        this.number = number;
        this.owner = owner;
        heart.scheduleAtFixedRate(this::beat, 0, betweenBeats.toMillis(), TimeUnit.MILLISECONDS);
    }

    static LeaseLock take(LakeFiles files) {
        Duration lease = Duration.ofSeconds(Long.parseLong(files.setting(LEASE, DEFAULT_LEASE)));
        Duration betweenBeats = lease.dividedBy(BEATS);
        Owner owner = new Owner(
                "souk-" + UUID.randomUUID(), host(), ProcessHandle.current().pid(), betweenBeats.toMillis());
        while (true) {
            long newest = newest(files);
            if (newest > 0 && !isOver(files, newest, betweenBeatsOf(files, newest, betweenBeats))) {
                throw busy(files, newest);
            }
            long number = newest + 1;
            if (!files.createIfAbsent(record(number), Json.write(owner))) {
                continue;
            }
            if (newest(files) > number) {
                // The number was used and tidied away between the look and the creation.
                files.delete(record(number));
                continue;
            }
            LeaseLock lock = new LeaseLock(files, number, owner, betweenBeats);
            forget(files, number);
            return lock;
        }
    }

    private static Duration betweenBeatsOf(LakeFiles files, long number, Duration own) {
        return owner(files, number)
                .map(Owner::beatMillis)
                .filter(millis -> millis > 0)
                .map(Duration::ofMillis)
                .orElse(own);
    }

    /** Whether a lock was given back, or its holder gives no sign of life. */
    private static boolean isOver(LakeFiles files, long number, Duration betweenBeats) {
        String first = sign(files, number);
        // Two more than a lease has: a sign may be late by one, and the look at it by another.
        for (int i = 0; i < BEATS + 2; i++) {
            if (first.equals(GIVEN_BACK)) {
                return true;
            }
            sleep(betweenBeats);
            String now = sign(files, number);
            if (!now.equals(first)) {
                return now.equals(GIVEN_BACK);
            }
        }
        LOG.warn(
                "The run that held the lake {} has given no sign of life for a whole lease: its lock is taken over",
                files.root());
        return true;
    }

    private void beat() {
        try {
            beats++;
            files.write(sign(number), owner.id() + " " + beats);
        } catch (RuntimeException e) {
            LOG.warn("The lock of the lake {} cannot be renewed at the moment", files.root(), e);
        }
    }

    @Override
    public String mark() {
        return owner.id();
    }

    @Override
    public void requireAlive() {
        long newest = newest(files);
        if (newest != number) {
            throw new LakeBusyException(
                    "This run gave no sign of life for longer than a lease, and another run took the lake %s over (%s). Nothing was published. Wait until it ends, then start this run again."
                            .formatted(files.root(), holder(files, newest)));
        }
    }

    @Override
    public void requireHeld(Lake lake, Publication before, Publication next) {
        requireAlive();
        OwnCommits.require(lake, owner.id(), before, next);
    }

    @Override
    public void close() {
        heart.shutdown();
        try {
            if (!heart.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("The lock of the lake {} is not given back; it runs out by itself", files.root());
                return;
            }
            files.write(sign(number), GIVEN_BACK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What was done is done; the lock runs out by itself.
            LOG.warn("The lock of the lake {} cannot be given back", files.root(), e);
        }
    }

    private static LakeBusyException busy(LakeFiles files, long number) {
        return new LakeBusyException(
                "Another run holds the lake %s (%s). Wait until it ends, then start this one again."
                        .formatted(files.root(), holder(files, number)));
    }

    private static String holder(LakeFiles files, long number) {
        return owner(files, number)
                .map(owner -> "process %d on %s".formatted(owner.process(), owner.host()))
                .orElse("unknown");
    }

    private static Optional<Owner> owner(LakeFiles files, long number) {
        return files.read(record(number)).map(text -> Json.read(text, Owner.class, files.address(record(number))));
    }

    private static long newest(LakeFiles files) {
        return numbers(files).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static List<Long> numbers(LakeFiles files) {
        return files.list(FOLDER).stream()
                .filter(name -> name.endsWith(RECORD))
                .map(name -> Long.valueOf(name.substring(0, name.length() - RECORD.length())))
                .toList();
    }

    /** Removes the records of earlier holders. */
    private static void forget(LakeFiles files, long number) {
        for (long earlier : numbers(files)) {
            if (earlier < number) {
                files.delete(sign(earlier));
                files.delete(record(earlier));
            }
        }
    }

    private static String record(long number) {
        return "%s/%010d%s".formatted(FOLDER, number, RECORD);
    }

    private static String sign(long number) {
        return "%s/%010d.alive".formatted(FOLDER, number);
    }

    private static String sign(LakeFiles files, long number) {
        return files.read(sign(number)).orElse("");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the lock of the lake", e);
        }
    }
}
