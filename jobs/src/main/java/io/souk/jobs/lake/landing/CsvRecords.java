package io.souk.jobs.lake.landing;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The records of a CSV file. Blank lines are no records. */
final class CsvRecords implements FileRecords {

    private final Reader reader;
    private final RecordShape shape;
    private final Lines lines;
    private final CsvSplitter splitter;
    private final List<String> texts = new ArrayList<>();
    private final List<String> present;
    private final int[] positions;
    private final int expected;
    private final String header;

    CsvRecords(Reader reader, RecordShape shape) throws IOException {
        this.reader = reader;
        this.shape = shape;
        this.lines = new Lines(reader);
        this.splitter = new CsvSplitter(shape.delimiter());
        FileRecord first = shape.hasHeader() ? nextText() : null;
        this.header = first == null ? null : first.raw();
        this.present = shape.hasHeader() ? names(header) : shape.columns();
        this.expected = present.size();
        this.positions = shape.columns().stream().mapToInt(present::indexOf).toArray();
    }

    private List<String> names(String line) {
        List<String> names = new ArrayList<>();
        if (line != null) {
            splitter.split(line, names);
            names.replaceAll(String::trim);
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> missingColumns() {
        // A file without so much as a header has no records either: it is empty, not wrong.
        return shape.hasHeader() && header == null ? List.of() : shape.missingFrom(present);
    }

    @Override
    public String header() {
        return header;
    }

    @Override
    public FileRecord next() throws IOException {
        FileRecord record = nextText();
        if (record == null || record.problem() != null) {
            return record;
        }
        if (!splitter.split(record.raw(), texts)) {
            return FileRecord.broken(record.row(), record.raw(), "malformed_quotes");
        }
        if (texts.size() != expected) {
            return FileRecord.broken(record.row(), record.raw(), "wrong_column_count");
        }
        String[] fields = new String[positions.length];
        for (int i = 0; i < positions.length; i++) {
            fields[i] = positions[i] < 0 ? null : shape.valueOf(texts.get(positions[i]));
        }
        return FileRecord.of(record.row(), record.raw(), Arrays.asList(fields));
    }

    @Override
    public boolean skip() throws IOException {
        return shape.isMultiline() ? nextText() != null : lines.advanceToText();
    }

    /** The text of the next record: a line, or several where a quoted field spans them. */
    private FileRecord nextText() throws IOException {
        if (!lines.advanceToText()) {
            return null;
        }
        long row = lines.number();
        if (lines.isTooLong()) {
            return FileRecord.broken(row, lines.text(), "line_too_long");
        }
        if (!shape.isMultiline()) {
            return FileRecord.of(row, lines.text(), null);
        }
        StringBuilder text = new StringBuilder(lines.text());
        splitter.restart();
        boolean isOpen = splitter.endsInQuotes(lines.text());
        while (isOpen) {
            text.append(lines.ending());
            if (!lines.advance()) {
                break;
            }
            text.append(lines.text());
            if (lines.isTooLong() || text.length() > Lines.LONGEST) {
                text.setLength(Lines.KEPT_OF_LONGER);
                return FileRecord.broken(row, text.toString(), "line_too_long");
            }
            isOpen = splitter.endsInQuotes(lines.text());
        }
        return FileRecord.of(row, text.toString(), null);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
