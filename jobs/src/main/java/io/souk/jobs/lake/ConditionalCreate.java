package io.souk.jobs.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;

/**
 * Creates an object on S3 in one step that refuses an existing name: a PUT with {@code If-None-Match: *}. A plain create
 * looks first and writes then, and of two writers the later one silently wins.
 *
 * <p>A reply may be lost after the store has done the work, and the repeated PUT is then refused because of the writer's
 * own object. So whatever a PUT answers, what lies there decides: the writer's own bytes are a success, other bytes are
 * a conflict, and nothing means that it failed. Writers whose bytes are equal cannot be told apart: contents must
 * name their writer where that matters, as Delta's commits and Souk's own records do.
 */
final class ConditionalCreate {

    private static final int ATTEMPTS = 4;
    private static final int CONFLICT = 409;

    private ConditionalCreate() {}

    /** Whether objects of a file system are created so. */
    static boolean suits(FileSystem fileSystem) {
        return fileSystem.getUri().getScheme().equals("s3a");
    }

    /**
     * Creates an object.
     *
     * @throws FileAlreadyExistsException where an object of the name and with other bytes is there; it is left as it was
     */
    static void write(FileSystem fileSystem, Path path, byte[] content) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                put(fileSystem, path, content);
                return;
            } catch (IOException e) {
                if (isThere(fileSystem, path, content, e)) {
                    return;
                }
                if (attempt == ATTEMPTS || !wasRefused(e)) {
                    throw e;
                }
            }
        }
    }

    /** Whether the store found something in the way, which may be gone by now: 409 says that another write was under way. */
    private static boolean wasRefused(IOException e) {
        return e instanceof PathIOException
                || (e instanceof AWSServiceIOException answer && answer.statusCode() == CONFLICT);
    }

    private static void put(FileSystem fileSystem, Path path, byte[] content) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = fileSystem.createFile(path).overwrite(true);
        builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
        try (var out = builder.build()) {
            out.write(content);
        }
    }

    private static boolean isThere(FileSystem fileSystem, Path path, byte[] content, IOException refused)
            throws IOException {
        byte[] found;
        try (var in = fileSystem.open(path)) {
            found = in.readAllBytes();
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            e.addSuppressed(refused);
            throw e;
        }
        if (!Arrays.equals(found, content)) {
            FileAlreadyExistsException conflict = new FileAlreadyExistsException(path.toString());
            conflict.initCause(refused);
            throw conflict;
        }
        return true;
    }
}
