package io.souk.jobs.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The lake's small files: plans of batches, records of runs, publications. A file appears whole or not at all, and is
 * never changed afterwards; signs of life alone are written again and again.
 */
public final class LakeFiles {

    private static final String HADOOP = "spark.hadoop.";

    private final Path root;
    private final FileSystem fileSystem;
    private final Configuration hadoop;

    /**
     * The small files of a lake for those who need no Spark.
     *
     * @param sparkSettings of the configuration; those that begin with {@code spark.hadoop.} open the file system
     */
    public static LakeFiles at(String root, Map<String, String> sparkSettings) {
        Configuration hadoop = new Configuration();
        sparkSettings.forEach((key, value) -> {
            if (key.startsWith(HADOOP)) {
                hadoop.set(key.substring(HADOOP.length()), value);
            }
        });
        return new LakeFiles(root, hadoop);
    }

    LakeFiles(String root, Configuration hadoop) {
        this.hadoop = hadoop;
        try {
            Path path = new Path(root);
            this.fileSystem = path.getFileSystem(hadoop);
            // The checksum files of a local file system would appear beside every small file.
            fileSystem.setWriteChecksum(false);
            this.root = fileSystem.makeQualified(path);
        } catch (IOException e) {
            throw StorageFailure.of(root, "opened", e);
        }
    }

    /** A setting of the file system: {@code spark.hadoop.NAME} in the configuration. */
    String setting(String name, String byDefault) {
        return hadoop.get(name, byDefault);
    }

    /** The whole address of the lake. */
    public String root() {
        return root.toString();
    }

    /** The whole address of a path below the lake's root. */
    public String address(String path) {
        return place(path).toString();
    }

    public boolean exists(String path) {
        try {
            return fileSystem.exists(new Path(root, path));
        } catch (IOException e) {
            throw failed("looked up", path, e);
        }
    }

    public Optional<String> read(String path) {
        try (var in = fileSystem.open(new Path(root, path))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", path, e);
        }
    }

    /**
     * Creates a file with its content in one step.
     *
     * @return false where the file is there already; it is left as it was
     */
    public boolean createIfAbsent(String path, String content) {
        Path target = new Path(root, path);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            if (ConditionalCreate.suits(fileSystem)) {
                ConditionalCreate.write(fileSystem, target, bytes);
                return true;
            }
            Path draft = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
            fileSystem.mkdirs(target.getParent());
            if (fileSystem.exists(target)) {
                return false;
            }
            try (var out = fileSystem.create(draft, true)) {
                out.write(bytes);
            }
            return renameIfAbsent(draft, target);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed("written", path, e);
        }
    }

    private boolean renameIfAbsent(Path draft, Path target) throws IOException {
        if (areLocal()) {
            // A hard link is the one local operation that is atomic and refuses an existing name.
            java.nio.file.Path from = java.nio.file.Path.of(draft.toUri().getPath());
            java.nio.file.Path to = java.nio.file.Path.of(target.toUri().getPath());
            // The name must not outlive a loss of power without what it names.
            try (FileChannel channel = FileChannel.open(from, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            try {
                java.nio.file.Files.createLink(to, from);
                return true;
            } catch (java.nio.file.FileAlreadyExistsException e) {
                return false;
            } finally {
                java.nio.file.Files.deleteIfExists(from);
            }
        }
        try {
            // HDFS renames atomically and refuses an existing name.
            return fileSystem.rename(draft, target);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            fileSystem.delete(draft, false);
        }
    }

    /** Writes a file, in place of one that is there: readers may meet either, or on HDFS a part. */
    void write(String path, String content) {
        try (var out = fileSystem.create(new Path(root, path), true)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed("written", path, e);
        }
    }

    /**
     * Refuses a root that holds anything.
     *
     * @throws IllegalArgumentException where it does
     */
    public void requireEmpty() {
        if (!list("", status -> true).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is not empty, and what is written there must not mix with anything else. Name another folder, or remove this one first"
                            .formatted(root));
        }
    }

    /** Copies what a local folder holds to the root, however deep. */
    public void copyFrom(java.nio.file.Path folder) {
        try (Stream<java.nio.file.Path> parts = Files.list(folder)) {
            for (java.nio.file.Path part : parts.sorted().toList()) {
                fileSystem.copyFromLocalFile(
                        new Path(part.toUri()),
                        new Path(root, part.getFileName().toString()));
            }
        } catch (IOException e) {
            throw failed("written", "", e);
        }
    }

    void delete(String path) {
        try {
            fileSystem.delete(new Path(root, path), false);
        } catch (IOException e) {
            throw failed("deleted", path, e);
        }
    }

    /** Whether the lake lies on a disk of this machine. */
    boolean areLocal() {
        return fileSystem.getScheme().equals("file");
    }

    /** Names of the files directly in a folder, in order; none where the folder is not there. */
    public List<String> list(String folder) {
        return list(folder, FileStatus::isFile);
    }

    /** Names of the folders directly in a folder, in order; none where it is not there. */
    public List<String> folders(String folder) {
        return list(folder, FileStatus::isDirectory);
    }

    private List<String> list(String folder, Predicate<FileStatus> isMeant) {
        try {
            List<String> names = new ArrayList<>();
            for (FileStatus status : fileSystem.listStatus(place(folder))) {
                if (isMeant.test(status) && !status.getPath().getName().startsWith(".")) {
                    names.add(status.getPath().getName());
                }
            }
            names.sort(String::compareTo);
            return names;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("listed", folder, e);
        }
    }

    /** Everything below a folder, however deep; nothing where the folder is not there. */
    List<FileStatus> below(String folder) {
        List<FileStatus> found = new ArrayList<>();
        try {
            var files = fileSystem.listFiles(new Path(root, folder), true);
            while (files.hasNext()) {
                found.add(files.next());
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("listed", folder, e);
        }
        return found;
    }

    /** Removes a file; one that is gone already is no failure. */
    void remove(Path file) {
        try {
            fileSystem.delete(file, false);
        } catch (IOException e) {
            throw failed("removed", file.toString(), e);
        }
    }

    Configuration hadoop() {
        return fileSystem.getConf();
    }

    private Path place(String path) {
        return path.isEmpty() ? root : new Path(root, path);
    }

    private UncheckedIOException failed(String deed, String path, IOException cause) {
        return StorageFailure.of(address(path), deed, cause);
    }
}
