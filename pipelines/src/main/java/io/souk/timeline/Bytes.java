package io.souk.timeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, with whole numbers in as few of them as they need. */
final class Bytes {

    private byte[] bytes = new byte[64];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void putByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** A number of any sign; small ones of either sign are short. */
    void putNumber(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            putByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    void putText(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putNumber(encoded.length);
        if (size + encoded.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + encoded.length));
        }
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /** Reads what was put, in the same order. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }

        int takeByte() {
            return bytes[at++];
        }

        long takeNumber() {
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

        int takeInt() {
            return Math.toIntExact(takeNumber());
        }

        String takeText() {
            int length = takeInt();
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        /** A text of which there are few: the same one is made once. */
        String takeText(Words words) {
            int length = takeInt();
            at += length;
            return words.of(bytes, at - length, length);
        }
    }
}
