package io.souk.jobs.lake.landing;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a look at a whole file found.
 *
 * @param reasons why not one of its records can be taken; none for a file that can be read
 * @param records how many records it holds, broken ones included
 * @param begin the beginning of the file where that helps to see what is wrong with it, or null
 * @param shape of a Parquet file its schema: files of one schema are read together; else empty
 */
public record FileProbe(LandingFile file, List<String> reasons, long records, String begin, String shape) {

    /** The probe as tasks return it: Spark's serializer takes rows, and no records. */
    public Row toRow() {
        return RowFactory.create(file.toRow(), String.join("\n", reasons), records, begin, shape);
    }

    public static FileProbe fromRow(Row row) {
        String reasons = row.getString(1);
        return new FileProbe(
                LandingFile.fromRow(row.getStruct(0)),
                reasons.isEmpty() ? List.of() : List.of(reasons.split("\n", -1)),
                row.getLong(2),
                row.getString(3),
                row.getString(4));
    }

    static FileProbe readable(LandingFile file, long records, String shape) {
        return new FileProbe(file, List.of(), records, null, shape);
    }

    static FileProbe rejected(LandingFile file, List<String> reasons, String begin) {
        return new FileProbe(file, List.copyOf(reasons), 0, begin, "");
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
