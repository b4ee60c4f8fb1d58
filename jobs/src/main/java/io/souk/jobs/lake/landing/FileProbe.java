package io.souk.jobs.lake.landing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a look at a whole file found.
 *
 * @param reasons why not one of its records can be taken; none for a file that can be read
 * @param records how many records it holds, broken ones included
 * @param broken how many of them cannot be taken apart or typed; unknown and 0 for Parquet
 * @param brokenBy the broken ones by reason; one with two reasons counts under both
 * @param begin the beginning of the file where that helps to see what is wrong with it, or null
 * @param shape of a Parquet file its schema: files of one schema are read together; else empty
 */
public record FileProbe(
        LandingFile file,
        List<String> reasons,
        long records,
        long broken,
        Map<String, Long> brokenBy,
        String begin,
        String shape) {

    /** The probe as tasks return it: Spark's serializer takes rows, and no records. */
    public Row toRow() {
        return RowFactory.create(file.toRow(), String.join("\n", reasons), records, broken, new HashMap<>(brokenBy), begin, shape);
    }

    public static FileProbe fromRow(Row row) {
        String reasons = row.getString(1);
        return new FileProbe(
                LandingFile.fromRow(row.getStruct(0)),
                reasons.isEmpty() ? List.of() : List.of(reasons.split("\n", -1)),
                row.getLong(2),
                row.getLong(3),
                row.getAs(4),
                row.getString(5),
                row.getString(6));
    }

    static FileProbe readable(LandingFile file, long records, long broken, Map<String, Long> brokenBy) {
        return new FileProbe(file, List.of(), records, broken, brokenBy, null, "");
    }

    static FileProbe parquet(LandingFile file, long records, String schema) {
        return new FileProbe(file, List.of(), records, 0, Map.of(), null, schema);
    }

    static FileProbe rejected(LandingFile file, List<String> reasons, String begin) {
        return new FileProbe(file, List.copyOf(reasons), 0, 0, Map.of(), begin, "");
    }

    public boolean isReadable() {
        return reasons.isEmpty();
    }

    /** {@code read}, {@code empty}, or the reasons for which the file was rejected. */
    public String status() {
        if (!isReadable()) {
            return String.join(", ", reasons);
        }
        return records == 0 ? "empty" : "read";
    }

    /** A file that is rejected counts as one record: itself. */
    public long rowsIn() {
        return isReadable() ? records : 1;
    }
}
