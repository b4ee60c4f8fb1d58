package io.souk.jobs.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes the records of a partition of a topic as lines, a file for each stretch of offsets. The same records make the
 * same files, and a file that is there already is left as it was.
 */
final class TopicFileSink implements AutoCloseable {

    /** Offsets in a file. */
    private static final long STRETCH = 250_000;

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final FileSystem fileSystem;
    private final Map<String, Long> starts;

    private String current = "";
    private Path draft;
    private Path target;
    private OutputStream out;

    /** @param starts first offset that the landing reads, by {@code TOPIC/PARTITION} */
    TopicFileSink(Path folder, Configuration hadoop, Map<String, Long> starts) throws IOException {
        this.folder = folder;
        this.fileSystem = folder.getFileSystem(hadoop);
        fileSystem.setWriteChecksum(false);
        this.starts = starts;
    }

    /** @param value null where a record deletes a key; it makes no line */
    void write(String topic, int partition, long offset, byte[] value) throws IOException {
        long start = starts.get(topic + "/" + partition);
        String file =
                "%s/%05d-%019d.jsonl.gz".formatted(topic, partition, start + (offset - start) / STRETCH * STRETCH);
        if (!file.equals(current)) {
            finish();
            open(file);
        }
        if (value == null || out == null) {
            return;
        }
        // Between the tokens of JSON a line break is a blank, and within a text it cannot be. Bytes that are no UTF-8
        // are
        // replaced: they must spoil their own record alone, not the file.
        String line =
                new String(value, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private void open(String file) throws IOException {
        current = file;
        target = new Path(folder, file);
        if (fileSystem.exists(target)) {
            return;
        }
        draft = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
        out = new GZIPOutputStream(new BufferedOutputStream(fileSystem.create(draft, true), BUFFER), BUFFER);
    }

    /** Ends the file that is being written. */
    void finish() throws IOException {
        current = "";
        if (out == null) {
            return;
        }
        out.close();
        out = null;
        if (fileSystem.exists(target)) {
            // Another attempt at the same records was quicker.
            fileSystem.delete(draft, false);
        } else if (!fileSystem.rename(draft, target)) {
            throw new IOException("%s cannot be renamed to %s".formatted(draft, target));
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            fileSystem.delete(draft, false);
        }
    }
}
