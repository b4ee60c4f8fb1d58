package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Several counts by stage and file, taken of several datasets in one job. */
final class FileCounts {

    private record Key(String stage, String file) {}

    private final Map<Key, Row> counts = new HashMap<>();

    private FileCounts() {}

    /**
     * Counts rows.
     *
     * @param rows the datasets, by stage
     * @param file the column that names a row's file
     */
    static FileCounts of(Map<String, Dataset<Row>> rows, Column file, Column first, Column... others) {
        FileCounts counts = new FileCounts();
        rows.entrySet().stream()
                .map(stage -> stage.getValue()
                        .groupBy(lit(stage.getKey()).as("stage"), file.as("file"))
                        .agg(first, others))
                .reduce(Dataset::union)
                .ifPresent(all -> all.collectAsList()
                        .forEach(row -> counts.counts.put(new Key(row.getString(0), row.getString(1)), row)));
        return counts;
    }

    boolean has(String stage, String file) {
        return counts.containsKey(new Key(stage, file));
    }

    /** A count, by its place among those that were asked for; 0 where the stage has no row of the file. */
    long get(String stage, String file, int count) {
        Row row = counts.get(new Key(stage, file));
        return row == null ? 0 : row.getLong(2 + count);
    }

    /** A count of every file of a stage. */
    Map<String, Long> ofStage(String stage, int count) {
        Map<String, Long> files = new HashMap<>();
        counts.forEach((key, row) -> {
            if (key.stage().equals(stage)) {
                files.put(key.file(), row.getLong(2 + count));
            }
        });
        return files;
    }
}
