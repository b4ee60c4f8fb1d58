package io.souk.timeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts of which there are few, by their bytes: each is made once, however often it is read. */
public final class Words {

    private static final int MOST = 1 << 16;

    private byte[][] encoded = new byte[1 << 10][];
    private String[] words = new String[encoded.length];
    private int size;

    /** The text of bytes in UTF-8. */
    public String of(byte[] bytes, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = slot(encoded, bytes, from, length, hash);
        if (encoded[slot] == null) {
            if (2 * size >= encoded.length) {
                grow();
                slot = slot(encoded, bytes, from, length, hash);
            }
            encoded[slot] = Arrays.copyOfRange(bytes, from, from + length);
            words[slot] = new String(bytes, from, length, StandardCharsets.UTF_8);
            size++;
        }
        return words[slot];
    }

    private static int slot(byte[][] encoded, byte[] bytes, int from, int length, int hash) {
        int slot = (hash ^ (hash >>> 16)) & (encoded.length - 1);
        while (encoded[slot] != null
                && !Arrays.equals(encoded[slot], 0, encoded[slot].length, bytes, from, from + length)) {
            slot = (slot + 1) & (encoded.length - 1);
        }
        return slot;
    }

    private void grow() {
        byte[][] oldBytes = encoded;
        String[] oldWords = words;
        // Where there are many after all, they are forgotten from time to time.
        boolean isFull = encoded.length == MOST;
        int room = isFull ? MOST : 2 * encoded.length;
        encoded = new byte[room][];
        words = new String[room];
        if (isFull) {
            size = 0;
            return;
        }
        for (int i = 0; i < oldBytes.length; i++) {
            if (oldBytes[i] != null) {
                int slot = slot(encoded, oldBytes[i], 0, oldBytes[i].length, Arrays.hashCode(oldBytes[i]));
                encoded[slot] = oldBytes[i];
                words[slot] = oldWords[i];
            }
        }
    }
}
