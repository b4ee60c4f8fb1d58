package io.souk.jobs.lake.landing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacked bytes, up to a bound: a small file that unpacks without end would keep a run busy for ever, and fill the
 * quarantine. Records that repeat each other shrink to a fiftieth, hardly ever to less; the bound lies well beyond.
 */
final class BoundedInput extends FilterInputStream {

    /** So many times the bytes of the packed file. */
    static final long LARGEST_RATIO = 250;

    /** What any file may unpack to, however small it is. */
    static final long ALWAYS_ALLOWED = 64L << 20;

    private final long bound;
    private long read;

    /** More was unpacked than any honest file holds. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(long bound) {
            super("The file unpacks to more than %,d bytes".formatted(bound));
        }
    }

    BoundedInput(InputStream in, long packedBytes) {
        super(in);
        this.bound = Math.max(ALWAYS_ALLOWED, LARGEST_RATIO * packedBytes);
    }

    @Override
    public int read() throws IOException {
        int found = in.read();
        if (found >= 0) {
            count(1);
        }
        return found;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int found = in.read(bytes, offset, length);
        if (found > 0) {
            count(found);
        }
        return found;
    }

    private void count(int bytes) throws IOException {
        read += bytes;
        if (read > bound) {
            throw new TooLargeException(bound);
        }
    }
}
