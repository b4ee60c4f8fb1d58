package io.souk.bronze;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Some thousand rows in one array of bytes: what Spark keeps and moves sooner than as many objects. */
public final class RowBlock implements Serializable {

    /** A block is full when it holds so many bytes. */
    private static final int FULL = 1 << 20;

    private final int fields;
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[16];
    private int rows;

    RowBlock(int fields) {
        this.fields = fields;
    }

    boolean isFull() {
        return end() >= FULL;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    private int end() {
        return rows == 0 ? 0 : ends[rows - 1];
    }

    void add(UnsafeRow row) {
        int from = end();
        int to = from + row.getSizeInBytes();
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
        }
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        row.writeToMemory(bytes, (long) Platform.BYTE_ARRAY_OFFSET + from);
        ends[rows++] = to;
    }

    /** The rows, one after the other in the same object. */
    public Iterator<UnsafeRow> rows() {
        UnsafeRow row = new UnsafeRow(fields);
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < rows;
            }

            @Override
            public UnsafeRow next() {
                if (next == rows) {
                    throw new NoSuchElementException("The block has no further row");
                }
                int from = next == 0 ? 0 : ends[next - 1];
                row.pointTo(bytes, (long) Platform.BYTE_ARRAY_OFFSET + from, ends[next] - from);
                next++;
                return row;
            }
        };
    }
}
