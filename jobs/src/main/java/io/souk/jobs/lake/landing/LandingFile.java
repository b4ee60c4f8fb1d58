package io.souk.jobs.lake.landing;

import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A file that arrived. Another length or time of writing makes it another file.
 *
 * @param name where it lies, seen from the source's folder: {@code 2011-06-20.csv.gz}, {@code ../population/br.csv}
 * @param address its whole address
 * @param bytes its length
 * @param modifiedAt when it was last written
 */
public record LandingFile(String name, String address, long bytes, Instant modifiedAt) {

    private static final long UNPACKED_FROM_PACKED = 10;

    /** About how many bytes it holds when it is unpacked. */
    public long unpackedBytes() {
        boolean isPacked = name.endsWith(".gz") || name.endsWith(".bz2") || name.endsWith(".zst");
        return isPacked ? UNPACKED_FROM_PACKED * bytes : bytes;
    }

    /** The file as tasks receive it: Spark's serializer takes rows, and no records. */
    public Row toRow() {
        return RowFactory.create(name, address, bytes, modifiedAt.toEpochMilli());
    }

    public static LandingFile fromRow(Row row) {
        return new LandingFile(
                row.getString(0), row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)));
    }
}
