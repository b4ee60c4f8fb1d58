package io.souk.jobs.attribute;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV by RFC 4180, in UTF-8, and knows the line in which a row begins: what is wrong can be found with an editor.
 * Empty lines are skipped; a mark of byte order is left out.
 */
final class CsvRows {

    /** Longest text in one field, in characters: some ten thousand touches. */
    static final int LONGEST_FIELD = 100_000;

    // A quote that is never closed would swallow the rest of the file; a little room tells how long a field really is.
    private static final int LONGEST_READ = 20 * LONGEST_FIELD;
    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Path file;
    private final BufferedReader in;
    private long line = 1;
    private long firstLine = 1;
    private int next;

    private CsvRows(Path file, BufferedReader in) throws IOException {
        this.file = file;
        this.in = in;
        this.next = in.read();
        if (next == BYTE_ORDER_MARK) {
            next = in.read();
        }
    }

    static void read(Path file, InputFile.Reader reader) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            new CsvRows(file, in).readAll(reader);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file, "it is not in UTF-8.", "Save it as UTF-8.");
        }
    }

    private void readAll(InputFile.Reader reader) throws IOException {
        List<String> header = record();
        if (header == null) {
            throw new InvalidInputException(file, "it is empty.", "Its first line names the columns.");
        }
        reader.header(header);
        for (List<String> cells = record(); cells != null; cells = record()) {
            if (cells.size() != header.size()) {
                throw invalid(
                        "it has %d fields where the header has %d.".formatted(cells.size(), header.size()),
                        "Put quotes around fields that hold a comma, and see that no field is missing.");
            }
            reader.row("line " + firstLine, cells.toArray(String[]::new));
        }
    }

    /** The fields of the next line that is not empty; null at the end. */
    private List<String> record() throws IOException {
        while (next == '\n' || next == '\r') {
            endLine();
        }
        if (next == END) {
            return null;
        }
        firstLine = line;
        List<String> fields = new ArrayList<>(List.of(field()));
        while (next == ',') {
            advance();
            fields.add(field());
        }
        endLine();
        return fields;
    }

    private String field() throws IOException {
        StringBuilder text = new StringBuilder();
        if (next == '"') {
            advance();
            quoted(text);
            if (next != ',' && next != '\n' && next != '\r' && next != END) {
                throw invalid(
                        "text follows the closing quote of a field.", "Write a quote inside a field twice: \"\".");
            }
            return text.toString();
        }
        while (next != ',' && next != '\n' && next != '\r' && next != END) {
            append(text);
        }
        return text.toString();
    }

    private void quoted(StringBuilder text) throws IOException {
        while (true) {
            if (next == END) {
                throw invalid(
                        "a quote is opened and never closed.", "Close it, or write a quote inside a field twice.");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    return;
                }
            }
            line += next == '\n' ? 1 : 0;
            append(text);
        }
    }

    private void append(StringBuilder text) throws IOException {
        if (text.length() == LONGEST_READ) {
            throw invalid(
                    "a field that begins with '%s' has more than %d characters, and the longest can have %d."
                            .formatted(InputRow.shortened(text.toString(), 30), LONGEST_READ, LONGEST_FIELD),
                    "Close its quote where one is open; else shorten the path, or leave the row out.");
        }
        text.append((char) next);
        advance();
    }

    private void endLine() throws IOException {
        if (next == '\r') {
            advance();
            if (next != '\n') {
                line++;
                return;
            }
        }
        if (next == '\n') {
            advance();
            line++;
        }
    }

    private void advance() throws IOException {
        next = in.read();
    }

    private InvalidInputException invalid(String why, String remedy) {
        return new InvalidInputException(file, "line " + firstLine, why, remedy);
    }
}
