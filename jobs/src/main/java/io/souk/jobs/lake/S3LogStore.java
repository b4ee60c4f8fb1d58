package io.souk.jobs.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on S3, safe with any number of drivers at once: a commit is an object that is created only where its
 * version is not there yet. Delta finds it by the setting {@code spark.delta.logStore.s3a.impl}, which Souk's sessions
 * have by default. Every driver that writes to a lake must use it, or another store that is as strict.
 */
public final class S3LogStore extends HadoopFileSystemLogStore {

    public S3LogStore(Configuration hadoop) {
        super(hadoop);
    }

    /** Writes one line for each action; throws {@link java.nio.file.FileAlreadyExistsException} as Delta expects it. */
    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        while (actions.hasNext()) {
            lines.writeBytes(actions.next().getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        FileSystem fileSystem = path.getFileSystem(hadoop);
        if (overwrite) {
            try (var out = fileSystem.create(path, true)) {
                lines.writeTo(out);
            }
        } else {
            ConditionalCreate.write(fileSystem, path, lines.toByteArray());
        }
    }

    /** An object appears whole, so Delta need not write beside it and rename. */
    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
        return false;
    }
}
