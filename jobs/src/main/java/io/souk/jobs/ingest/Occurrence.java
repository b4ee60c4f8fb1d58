package io.souk.jobs.ingest;

import java.io.Serializable;

/**
 * Where a content occurs. Equal contents stand side by side in order: what was accepted before comes first, then rows of
 * the batch by file and record.
 */
final class Occurrence implements Comparable<Occurrence>, Serializable {

    private final int contract;
    private final String hash;
    private final boolean isOfBatch;
    private final String file;
    private final long record;

    private Occurrence(int contract, String hash, boolean isOfBatch, String file, long record) {
        this.contract = contract;
        this.hash = hash;
        this.isOfBatch = isOfBatch;
        this.file = file;
        this.record = record;
    }

    static Occurrence before(int contract, String hash) {
        return new Occurrence(contract, hash, false, "", 0);
    }

    static Occurrence ofBatch(int contract, String hash, String file, long record) {
        return new Occurrence(contract, hash, true, file, record);
    }

    int contract() {
        return contract;
    }

    boolean isOfBatch() {
        return isOfBatch;
    }

    String file() {
        return file;
    }

    boolean hasContentOf(Occurrence other) {
        return contract == other.contract && hash.equals(other.hash);
    }

    /** The same for equal contents. */
    int task(int tasks) {
        return Math.floorMod(hash.hashCode(), tasks);
    }

    @Override
    public int compareTo(Occurrence other) {
        int order = Integer.compare(contract, other.contract);
        if (order == 0) {
            order = hash.compareTo(other.hash);
        }
        if (order == 0) {
            order = Boolean.compare(isOfBatch, other.isOfBatch);
        }
        if (order == 0) {
            order = file.compareTo(other.file);
        }
        return order == 0 ? Long.compare(record, other.record) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Occurrence occurrence && compareTo(occurrence) == 0;
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
