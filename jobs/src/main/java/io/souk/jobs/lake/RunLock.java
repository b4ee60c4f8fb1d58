package io.souk.jobs.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two runs of one lake apart. On a local disk the operating system holds the lock and frees it however the process
 * ends. Elsewhere no lock is taken: there publishing itself, which only one of two runs can do, keeps tables whole.
 */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws LakeBusyException where another run holds it
     */
    public static RunLock take(Lake lake) {
        return take(lake.files());
    }

    /** The same before a session is there. */
    public static RunLock take(LakeFiles files) {
        URI address = URI.create(files.address("_lock"));
        if (!"file".equals(address.getScheme())) {
            return new RunLock(null);
        }
        Path file = Path.of(address.getPath());
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new LakeBusyException(
                        "Another run holds the lake %s (process %s). Wait until it ends, then start this one again."
                                .formatted(files.root(), holder(file)));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new RunLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock %s cannot be taken".formatted(file), e);
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
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The lock cannot be given back", e);
        }
    }
}
