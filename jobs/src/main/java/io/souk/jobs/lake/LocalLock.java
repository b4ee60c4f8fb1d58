package io.souk.jobs.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lock of a lake on a disk of this machine: the operating system frees it however the process ends. */
final class LocalLock implements RunLock.Hold {

    private final FileChannel channel;

    private LocalLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @param file holds the number of the process that has the lock */
    static LocalLock take(Path file, String lake) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new LakeBusyException(
                        "Another run holds the lake %s (process %s). Wait until it ends, then start this one again."
                                .formatted(lake, holder(file)));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new LocalLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock %s cannot be taken: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file);
        return pid.isBlank() ? "unknown" : pid;
    }

    @Override
    public String mark() {
        return "";
    }

    @Override
    public void requireAlive() {
        // The operating system takes it from nobody.
    }

    @Override
    public void requireHeld(Lake lake, Publication before, Publication next) {
        // The operating system takes it from nobody.
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock cannot be given back", e);
        }
    }
}
