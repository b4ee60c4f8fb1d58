package io.souk.jobs.ingest;

import java.io.Serializable;
import java.util.Arrays;

/** A set of 64-bit keys, of eight bytes each. */
final class KeySet implements Serializable {

    private final long[] sorted;

    private KeySet(long[] sorted) {
        this.sorted = sorted;
    }

    /** The set of some keys, each once. */
    static KeySet of(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return new KeySet(Arrays.copyOf(sorted, kept));
    }

    /** Those of some keys that occur more than once. */
    static KeySet repeated(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 1; i < sorted.length; i++) {
            boolean isRepeated = sorted[i] == sorted[i - 1];
            if (isRepeated && (kept == 0 || sorted[kept - 1] != sorted[i])) {
                sorted[kept++] = sorted[i];
            }
        }
        return new KeySet(Arrays.copyOf(sorted, kept));
    }

    KeySet with(KeySet others) {
        long[] all = Arrays.copyOf(sorted, sorted.length + others.sorted.length);
        System.arraycopy(others.sorted, 0, all, sorted.length, others.sorted.length);
        return of(all);
    }

    boolean contains(long key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }
}
