package io.souk.jobs.ops;

import io.souk.jobs.lake.Json;
import io.souk.jobs.lake.LakeFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The records of what was done to a lake: two small files for each command, one when it begins and one when it ends. A
 * command without the second is running, or was killed.
 */
public final class RunRecords {

    private static final String FOLDER = "_runs";
    private static final String BEGUN = ".begun.json";
    private static final String ENDED = ".ended.json";

    private final LakeFiles files;

    public RunRecords(LakeFiles files) {
        this.files = files;
    }

    void begin(RunRecord record) {
        files.createIfAbsent(path(record.id(), BEGUN), Json.write(record));
    }

    void end(RunRecord record) {
        files.createIfAbsent(path(record.id(), ENDED), Json.write(record));
    }

    /**
     * The last commands, the newest first.
     *
     * @param most how many at most
     */
    public List<RunRecord> newest(int most) {
        TreeSet<String> ids = new TreeSet<>();
        files.list(FOLDER).forEach(name -> ids.add(name.replace(BEGUN, "").replace(ENDED, "")));
        List<String> newest = new ArrayList<>(ids);
        Collections.reverse(newest);
        return newest.stream().limit(most).flatMap(id -> named(id).stream()).toList();
    }

    /** The record of a command. */
    public Optional<RunRecord> named(String id) {
        if (!id.matches("[A-Za-z0-9-]+")) {
            return Optional.empty();
        }
        return read(path(id, ENDED)).or(() -> read(path(id, BEGUN)));
    }

    private Optional<RunRecord> read(String path) {
        return files.read(path).map(text -> Json.read(text, RunRecord.class, files.address(path)));
    }

    private static String path(String id, String ending) {
        return FOLDER + "/" + id + ending;
    }
}
