package io.souk.jobs.lake.landing;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * The lines of a text, one at a time and in bounded memory: of a line beyond {@link #LONGEST} only the beginning is
 * kept. Lines end in line feed, carriage return or both.
 */
final class Lines {

    /** The longest line that is taken for a record, in characters. */
    static final int LONGEST = 1 << 20;

    /** How much of a longer line is kept, in characters. */
    static final int KEPT_OF_LONGER = 4_096;

    private final Reader reader;
    private final char[] buffer = new char[1 << 16];
    private char[] line = new char[1 << 10];
    private int length;
    private int from;
    private int to;
    private long number;
    private boolean isTooLong;
    private String ending = "";

    Lines(Reader reader) {
        this.reader = reader;
    }

    /** Goes to the next line; false at the end. */
    boolean advance() throws IOException {
        length = 0;
        isTooLong = false;
        ending = "";
        if (from == to && !fill()) {
            return false;
        }
        number++;
        while (true) {
            int end = from;
            while (end < to && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            keep(from, end);
            from = end;
            if (from < to) {
                endLine();
                break;
            }
            if (!fill()) {
                break;
            }
        }
        if (number == 1 && length > 0 && line[0] == '\uFEFF') {
            length--;
            System.arraycopy(line, 1, line, 0, length);
        }
        return true;
    }

    /** Goes to the next line that is not blank; false at the end. */
    boolean advanceToText() throws IOException {
        do {
            if (!advance()) {
                return false;
            }
        } while (isBlank());
        return true;
    }

    private void keep(int start, int end) {
        if (isTooLong) {
            return;
        }
        int kept = end - start;
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + kept));
        }
        System.arraycopy(buffer, start, line, length, kept);
        length += kept;
        if (length > LONGEST) {
            isTooLong = true;
            length = KEPT_OF_LONGER;
        }
    }

    private void endLine() throws IOException {
        char first = buffer[from++];
        ending = first == '\n' ? "\n" : "\r";
        if (first == '\r' && (from < to || fill()) && buffer[from] == '\n') {
            from++;
            ending = "\r\n";
        }
    }

    private boolean fill() throws IOException {
        int read;
        do {
            read = reader.read(buffer, 0, buffer.length);
        } while (read == 0);
        from = 0;
        to = Math.max(read, 0);
        return read > 0;
    }

    /** The line without its ending. */
    String text() {
        return new String(line, 0, length);
    }

    /** The characters of the line, of which {@link #length} count; valid until the next {@link #advance}. */
    char[] characters() {
        return line;
    }

    int length() {
        return length;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (!Character.isWhitespace(line[i])) {
                return false;
            }
        }
        return !isTooLong;
    }

    boolean isTooLong() {
        return isTooLong;
    }

    /** What ended the line: empty at the end of the text. */
    String ending() {
        return ending;
    }

    /** Counts lines from 1. */
    long number() {
        return number;
    }
}
