package io.souk.timeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, with whole numbers in as few of them as they need. */
public final class Bytes {

    private static final int NONE = -1;

    private byte[] bytes = new byte[64];
    private int size;

    /** Forgets all bytes. */
    public void clear() {
        size = 0;
    }

    /** The bytes so far. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    public void putByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** Up to seven flags in one byte; {@link #isSet} tells them apart. */
    public void putFlags(boolean... flags) {
        int set = 0;
        for (int i = 0; i < flags.length; i++) {
            set |= flags[i] ? 1 << i : 0;
        }
        putByte(set);
    }

    /**
     * Whether a flag is set.
     *
     * @param flags the byte that was put
     * @param index of the flag among those that were put, from 0
     */
    public static boolean isSet(int flags, int index) {
        return (flags & 1 << index) != 0;
    }

    /** A number of any sign; small ones of either sign are short. */
    public void putNumber(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            putByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    void putText(String text) {
        putText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text in UTF-8, or null. */
    public void putText(byte[] encoded) {
        if (encoded == null) {
            putNumber(NONE);
            return;
        }
        putNumber(encoded.length);
        if (size + encoded.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + encoded.length));
        }
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /** Reads what was put, in the same order. */
    public static final class Reader {

        private final byte[] bytes;
        private int at;

        public Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }

        public int takeByte() {
            return bytes[at++];
        }

        public long takeNumber() {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            return (value >>> 1) ^ -(value & 1);
        }

        public int takeInt() {
            return Math.toIntExact(takeNumber());
        }

        /** A text, or null. */
        public String takeText() {
            int length = takeInt();
            if (length == NONE) {
                return null;
            }
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        /** A text of which there are few, or null: the same one is made once. */
        public String takeText(Words words) {
            int length = takeInt();
            if (length == NONE) {
                return null;
            }
            at += length;
            return words.of(bytes, at - length, length);
        }
    }
}
