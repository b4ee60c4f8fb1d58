package io.souk.jobs.s3;

import io.souk.jobs.lake.S3LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Commits versions of a log as fast as it can and prints which of them it got. Arguments: endpoint, log, name, versions. */
final class Racer {

    private Racer() {}

    public static void main(String[] arguments) throws IOException {
        Configuration hadoop = S3Fixture.hadoop(arguments[0]);
        S3LogStore store = new S3LogStore(hadoop);
        awaitTheOther(new Path(arguments[1], "../ready"), arguments[2], hadoop);
        for (int version = 0; version < Integer.parseInt(arguments[3]); version++) {
            try {
                store.write(
                        new Path(arguments[1], "%020d.json".formatted(version)),
                        List.of(arguments[2] + " " + version).iterator(),
                        false,
                        hadoop);
                System.out.println("won " + version);
            } catch (FileAlreadyExistsException e) {
                System.out.println("lost " + version);
            }
        }
    }

    /** Both begin when both are there: a race that one of them begins alone shows nothing. */
    private static void awaitTheOther(Path ready, String name, Configuration hadoop) throws IOException {
        FileSystem fileSystem = ready.getFileSystem(hadoop);
        fileSystem.create(new Path(ready, name), true).close();
        while (fileSystem.listStatus(ready).length < 2) {
            Jvm.pause();
        }
    }
}
