package io.souk.jobs.trial;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A disk that can be filled. Where this user may mount, it is a small file system of its own, which really is full;
 * elsewhere files are limited in size, which the program meets as a failing write all the same.
 */
final class SmallDisk implements Ground {

    /** Names the largest size of a file, in blocks of 1024 bytes, for disks that cannot be filled. */
    static final String FILE_BLOCKS = "SOUK_TRIAL_FILE_BLOCKS";

    private static final long BYTES = 512L << 20;

    private final Path folder;
    private boolean isMounted;
    private boolean isKept;

    private SmallDisk(Path folder, boolean isMounted) {
        this.folder = folder;
        this.isMounted = isMounted;
    }

    /** Makes a folder a small disk, where that is allowed. */
    static SmallDisk at(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be made".formatted(folder), e);
        }
        int exitCode = run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", folder.toString());
        SmallDisk disk = new SmallDisk(folder, exitCode == 0);
        // Who stops a trial does not want its disk to stay.
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close, "small disk"));
        return disk;
    }

    @Override
    public String kind() {
        return isMounted
                ? "a full disk, which is a file system of %d MB".formatted(BYTES >> 20)
                : "a full disk, which is a limit to the size of files";
    }

    @Override
    public String lake() {
        return folder.resolve("lake").toString();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public Map<String, String> quietSettings() {
        return Map.of();
    }

    @Override
    public Map<String, String> variables() {
        return Map.of();
    }

    @Override
    public boolean mayDefeat() {
        return false;
    }

    @Override
    public long waitAfterKillMillis() {
        return 0;
    }

    /** The disk is full from the start on, or in the middle of the run. */
    @Override
    public List<Trouble> troubles() {
        return LongStream.of(0, 384 << 10)
                .mapToObj(free ->
                        new Trouble("disk full but for %d KB".formatted(free >> 10), () -> fill(free), this::empty))
                .toList();
    }

    @Override
    public String tally() {
        return "";
    }

    /** Fills the disk but for some bytes. */
    private Map<String, String> fill(long free) {
        if (!isMounted) {
            return Map.of(FILE_BLOCKS, Long.toString(Math.max(1, free / 1024)));
        }
        Path ballast = folder.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[1 << 16];
            long left = Files.getFileStore(folder).getUsableSpace() - free;
            while (left > 0) {
                int bytes = (int) Math.min(left, block.length);
                out.write(block, 0, bytes);
                left -= bytes;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The small disk cannot be filled: " + e.getMessage(), e);
        }
        return Map.of();
    }

    private void empty() {
        try {
            Files.deleteIfExists(folder.resolve("ballast"));
        } catch (IOException e) {
            throw new UncheckedIOException("The small disk cannot be emptied", e);
        }
    }

    @Override
    public void keep() {
        isKept = true;
    }

    @Override
    public synchronized void close() {
        if (isMounted && !isKept) {
            // Lazily: a run that was not waited for may still be writing.
            run("umount", "--lazy", folder.toString());
            isMounted = false;
        }
    }

    private static int run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
