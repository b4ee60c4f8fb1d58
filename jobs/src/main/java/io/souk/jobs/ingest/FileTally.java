package io.souk.jobs.ingest;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** What a task found about the checked rows that came from one file. */
final class FileTally implements Serializable {

    private static final long MOST_RECORDS = 1L << 32;

    private long rows;
    private long rejected;
    private RoaringBitmap records = new RoaringBitmap();
    private Map<String, Long> reasons = new HashMap<>();
    private long[] keys = new long[16];
    private int valid;

    /** Counts a row; records are numbered from 1, and 0 stands for none. */
    private void addRow(long record) {
        rows++;
        if (record >= MOST_RECORDS) {
            throw new IllegalStateException(
                    "Record %d is further down a file than Souk counts. Deliver smaller files".formatted(record));
        }
        if (record > 0) {
            records.add((int) record);
        }
    }

    void addValid(long record, long key) {
        addRow(record);
        if (valid == keys.length) {
            keys = Arrays.copyOf(keys, 2 * valid);
        }
        keys[valid++] = key;
    }

    void addRejected(long record, String reasonsByLine) {
        addRow(record);
        rejected++;
        for (String reason : reasonsByLine.split("\n")) {
            reasons.merge(reason, 1L, Long::sum);
        }
    }

    /** Adds what another task found about the same file; keys are left where they are. */
    void add(FileTally other) {
        rows += other.rows;
        rejected += other.rejected;
        records.or(other.records);
        other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    }

    FileTally withoutKeys() {
        FileTally light = new FileTally();
        light.rows = rows;
        light.rejected = rejected;
        light.records = records;
        light.records.runOptimize();
        light.reasons = reasons;
        return light;
    }

    long rows() {
        return rows;
    }

    long rejected() {
        return rejected;
    }

    /** How many records of the file rows were made of. */
    long records() {
        return records.getLongCardinality();
    }

    /** Rejected rows by reason; a row with two reasons counts under both. */
    Map<String, Long> reasons() {
        return reasons;
    }

    /** The keys of the valid rows. */
    long[] keys() {
        return Arrays.copyOf(keys, valid);
    }

    /** How many valid rows have a key that no other row has. */
    long unsuspected(KeySet suspects) {
        long count = 0;
        for (int i = 0; i < valid; i++) {
            if (!suspects.contains(keys[i])) {
                count++;
            }
        }
        return count;
    }
}
