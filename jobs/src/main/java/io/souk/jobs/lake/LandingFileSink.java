package io.souk.jobs.lake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes lines that come file by file. A file gets its name when it is whole; closing without {@link #finish} leaves the
 * file that was being written without one.
 */
final class LandingFileSink implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final String root;
    private final FileSystem fileSystem;
    private final Map<String, String> headers;

    private String current = "";
    private Path draft;
    private Writer out;

    /** @param headers first line of each file, by the folder that it lies in */
    LandingFileSink(String root, Configuration hadoop, Map<String, String> headers) throws IOException {
        this.root = root;
        this.fileSystem = new Path(root).getFileSystem(hadoop);
        fileSystem.setWriteChecksum(false);
        this.headers = headers;
    }

    void write(String file, String line) throws IOException {
        if (!file.equals(current)) {
            finish();
            open(file);
        }
        out.write(line);
        out.write('\n');
    }

    private void open(String file) throws IOException {
        current = file;
        Path target = new Path(root, file);
        draft = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
        OutputStream bytes = fileSystem.create(draft, true);
        if (file.endsWith(".gz")) {
            bytes = new GZIPOutputStream(bytes, BUFFER) {
                {
                    def.setLevel(3);
                }
            };
        }
        out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER);
        String header = headers.get(new Path(file).getParent().getName());
        if (header != null) {
            out.write(header);
            out.write('\n');
        }
    }

    /** Ends the file that is being written. A file that an attempt before this one wrote is replaced: it is the same. */
    void finish() throws IOException {
        if (out == null) {
            return;
        }
        out.close();
        out = null;
        Path target = new Path(root, current);
        fileSystem.delete(target, false);
        if (!fileSystem.rename(draft, target)) {
            throw new IOException("%s cannot be renamed to %s".formatted(draft, target));
        }
        current = "";
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            fileSystem.delete(draft, false);
        }
    }
}
