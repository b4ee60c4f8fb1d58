package io.souk.jobs.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the logs of tables say about their versions, read without a Spark session. */
public final class TableVersions {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A file that holds rows of a table.
     *
     * @param path below the table's folder
     * @param rows how many it holds; -1 where its writer did not say
     */
    public record DataFile(String path, long bytes, long rows) {}

    private final LakeFiles files;
    private final Engine engine;

    public TableVersions(LakeFiles files) {
        this.files = files;
        this.engine = DefaultEngine.create(files.hadoop());
    }

    /** Whether a table was ever written. */
    public boolean has(String table) {
        return !files.list(folder(table) + "/_delta_log").isEmpty();
    }

    /** The newest version of a table, published or not. */
    public long latest(String table) {
        return TableManager.loadSnapshot(address(table)).build(engine).getVersion();
    }

    /** The files that hold a version; none for version -1, which is that of a table that was never written. */
    public List<DataFile> files(String table, long version) {
        if (version < 0) {
            return List.of();
        }
        Snapshot snapshot =
                TableManager.loadSnapshot(address(table)).atVersion(version).build(engine);
        Scan scan = snapshot.getScanBuilder().build();
        List<DataFile> found = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        found.add(dataFile(table, rows.next()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Version %d of %s cannot be read".formatted(version, table), e);
        }
        return found;
    }

    /** The files of a version that are gone: a version is whole where there is none. */
    public List<String> missing(String table, long version) {
        Set<String> present = new HashSet<>();
        files.below(folder(table))
                .forEach(file -> present.add(below(table, file.getPath().toString())));
        return files(table, version).stream()
                .map(DataFile::path)
                .filter(path -> !present.contains(path))
                .toList();
    }

    private DataFile dataFile(String table, Row row) {
        FileStatus status = InternalScanFileUtils.getAddFileStatus(row);
        Row added = row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
        int stats = InternalScanFileUtils.ADD_FILE_STATS_ORDINAL;
        return new DataFile(
                below(table, status.getPath()),
                status.getSize(),
                added.isNullAt(stats) ? -1 : rows(added.getString(stats)));
    }

    private static long rows(String statistics) {
        try {
            JsonNode rows = JSON.readTree(statistics).path("numRecords");
            return rows.isNumber() ? rows.longValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** The part of an address that lies below a table's folder; addresses of one file system are written in several ways. */
    static String below(String table, String address) {
        String folder = "/" + folder(table) + "/";
        return address.substring(address.lastIndexOf(folder) + folder.length());
    }

    private String address(String table) {
        return files.address(folder(table));
    }

    /** Where a table lies below the lake's root: {@code gold/gmv} for {@code gold.gmv}. */
    static String folder(String table) {
        return table.replace('.', '/');
    }
}
