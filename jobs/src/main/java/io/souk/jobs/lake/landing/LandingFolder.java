package io.souk.jobs.lake.landing;

import io.souk.jobs.lake.StorageFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder into which a source delivers its files, on a disk, HDFS or an object store. */
public final class LandingFolder {

    private final FileSystem fileSystem;
    private final Path folder;

    /** Opens the folder {@code address}, which must exist. */
    public LandingFolder(String address, Configuration hadoop) {
        try {
            Path path = new Path(address);
            this.fileSystem = path.getFileSystem(hadoop);
            this.folder = fileSystem.makeQualified(path);
            if (!fileSystem.exists(folder)) {
                throw new IllegalArgumentException(
                        "There is no folder %s. Give the folder that holds the source's files as --input"
                                .formatted(address));
            }
        } catch (IOException e) {
            throw StorageFailure.of(address, "read", e);
        }
    }

    public String address() {
        return folder.toString();
    }

    /**
     * The files that a glob finds, by name. Files whose names begin with a dot or an underscore, or end in {@code .tmp}
     * or {@code ._COPYING_}, are still being written and are left alone.
     *
     * @param glob below the folder; it may begin with {@code ../}
     */
    public List<LandingFile> find(String glob) {
        Path base = folder;
        String below = glob;
        StringBuilder up = new StringBuilder();
        while (below.startsWith("../") && base.getParent() != null) {
            base = base.getParent();
            below = below.substring(3);
            up.append("../");
        }
        try {
            FileStatus[] found = fileSystem.globStatus(new Path(base, below));
            List<LandingFile> files = new ArrayList<>();
            for (FileStatus status : found == null ? new FileStatus[0] : found) {
                if (status.isFile() && isComplete(status.getPath().getName())) {
                    files.add(new LandingFile(
                            up + relative(base, status.getPath()),
                            status.getPath().toString(),
                            status.getLen(),
                            Instant.ofEpochMilli(status.getModificationTime())));
                }
            }
            files.sort(Comparator.comparing(LandingFile::name));
            return files;
        } catch (IOException e) {
            throw StorageFailure.of(new Path(base, below).toString(), "listed", e);
        }
    }

    private static String relative(Path base, Path file) {
        String parent = base.toUri().getPath();
        String whole = file.toUri().getPath();
        return whole.substring(parent.endsWith("/") ? parent.length() : parent.length() + 1);
    }

    private static boolean isComplete(String name) {
        return !name.startsWith(".") && !name.startsWith("_") && !name.endsWith(".tmp") && !name.endsWith("._COPYING_");
    }
}
