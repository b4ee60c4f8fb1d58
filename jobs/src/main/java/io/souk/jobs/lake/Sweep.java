package io.souk.jobs.lake;

import io.souk.Tables;
import io.souk.table.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;

/**
 * Removes files that nobody needs. Which files are needed is not guessed from their age: they are those that a version of
 * a publication which stays consists of, and those of the newest versions.
 */
public final class Sweep {

    private static final Pattern LOG_FILE = Pattern.compile("(\\d{20})\\.(json|crc|checkpoint\\.parquet)");
    private static final Pattern DRAFT = Pattern.compile("\\..*\\.[0-9a-f]{8}-[0-9a-f-]{27}");

    private final LakeFiles files;
    private final TableVersions versions;
    private final Instant youngest;
    private final Runnable watch;
    private long removed;
    private long bytes;

    /** What was removed. */
    public record Swept(long files, long bytes) {}

    private Sweep(LakeFiles files, Instant youngest, Runnable watch) {
        this.watch = watch;
        this.files = files;
        this.versions = new TableVersions(files);
        this.youngest = youngest;
    }

    /**
     * Sweeps a lake.
     *
     * @param kept publications that stay readable
     * @param youngest files written after this moment stay, whatever they are
     * @param watch throws where the lake is no longer held by who sweeps; asked before each table
     */
    public static Swept of(LakeFiles files, List<Publication> kept, Instant youngest, Runnable watch) {
        Sweep sweep = new Sweep(files, youngest, watch);
        if (!kept.isEmpty()) {
            Tables.ALL.forEach(table -> sweep.table(table, kept));
        }
        List.of("_publications", "_runs", "_ingest").forEach(sweep::drafts);
        return new Swept(sweep.removed, sweep.bytes);
    }

    private void table(Table table, List<Publication> kept) {
        String name = table.qualifiedName();
        if (!versions.has(name)) {
            return;
        }
        watch.run();
        TreeSet<Long> needed = new TreeSet<>(Set.of(versions.latest(name)));
        kept.forEach(publication -> needed.add(publication.versions().getOrDefault(name, -1L)));
        needed.remove(-1L);
        Set<String> neededFiles = new HashSet<>();
        needed.forEach(version -> versions.files(name, version).forEach(file -> neededFiles.add(file.path())));
        Collection<FileStatus> present = files.below(TableVersions.folder(name));
        for (FileStatus file : present) {
            String path = TableVersions.below(name, file.getPath().toString());
            if (!path.startsWith("_") && path.endsWith(".parquet") && !neededFiles.contains(path)) {
                remove(file);
            }
        }
        forget(present, needed.first());
    }

    /** Removes what the log says of versions before the oldest that is needed. */
    private void forget(Collection<FileStatus> present, long oldest) {
        OptionalLong start = present.stream()
                .map(file -> LOG_FILE.matcher(file.getPath().getName()))
                .filter(name -> name.matches() && name.group(2).startsWith("checkpoint"))
                .mapToLong(name -> Long.parseLong(name.group(1)))
                .filter(version -> version <= oldest)
                .max();
        if (start.isEmpty()) {
            return;
        }
        for (FileStatus file : present) {
            Matcher name = LOG_FILE.matcher(file.getPath().getName());
            boolean isOfLog = file.getPath().getParent().getName().equals("_delta_log");
            if (isOfLog && name.matches() && Long.parseLong(name.group(1)) < start.getAsLong()) {
                remove(file);
            }
        }
    }

    /** Removes what processes that were killed left of small files that they were about to write. */
    private void drafts(String folder) {
        files.below(folder).stream()
                .filter(file -> DRAFT.matcher(file.getPath().getName()).matches())
                .forEach(this::remove);
    }

    private void remove(FileStatus file) {
        if (file.getModificationTime() < youngest.toEpochMilli()) {
            files.remove(file.getPath());
            removed++;
            bytes += file.getLen();
        }
    }
}
