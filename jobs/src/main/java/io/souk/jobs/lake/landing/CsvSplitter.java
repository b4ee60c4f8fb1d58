package io.souk.jobs.lake.landing;

import java.util.List;

/**
 * Splits a CSV record into fields, by RFC 4180: a field that begins with a double quote ends at the next single one, and
 * two of them stand for one. A quote elsewhere in a field is an ordinary character, and so is a backslash.
 */
final class CsvSplitter {

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char delimiter;
    private State state = State.FIELD_START;

    CsvSplitter(char delimiter) {
        this.delimiter = delimiter;
    }

    void restart() {
        state = State.FIELD_START;
    }

    /** Follows a further piece of a record; true where it ends inside a quoted field. */
    boolean endsInQuotes(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            state = after(piece.charAt(i));
        }
        return state == State.QUOTED;
    }

    private State after(char c) {
        return switch (state) {
            case FIELD_START -> c == '"' ? State.QUOTED : c == delimiter ? State.FIELD_START : State.PLAIN;
            case PLAIN -> c == delimiter ? State.FIELD_START : State.PLAIN;
            case QUOTED -> c == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED -> c == '"' ? State.QUOTED : c == delimiter ? State.FIELD_START : State.PLAIN;
        };
    }

    /**
     * Splits a whole record.
     *
     * @param fields receives the fields
     * @return false where a quoted field is not closed, or goes on after its closing quote
     */
    boolean split(String record, List<String> fields) {
        fields.clear();
        if (record.indexOf('"') < 0) {
            splitPlain(record, fields);
            return true;
        }
        restart();
        StringBuilder field = new StringBuilder();
        boolean isWellFormed = true;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            State before = state;
            state = after(c);
            if (state == State.FIELD_START) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (state == State.PLAIN) {
                isWellFormed &= before != State.QUOTE_IN_QUOTED;
                field.append(c);
            } else if (state == State.QUOTED && before != State.FIELD_START) {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return isWellFormed && state != State.QUOTED;
    }

    /** Splits a record without quotes. */
    private void splitPlain(String record, List<String> fields) {
        int from = 0;
        for (int to = record.indexOf(delimiter); to >= 0; to = record.indexOf(delimiter, from)) {
            fields.add(record.substring(from, to));
            from = to + 1;
        }
        fields.add(record.substring(from));
    }
}
