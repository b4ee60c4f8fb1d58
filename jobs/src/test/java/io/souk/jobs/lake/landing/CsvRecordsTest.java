package io.souk.jobs.lake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.config.SourceInput;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

    private static RecordShape shape(boolean isMultiline, String... columns) {
        return new RecordShape(
                SourceInput.Format.CSV,
                "UTF-8",
                ',',
                true,
                isMultiline,
                List.of(columns),
                List.of(columns),
                List.of("N/A"));
    }

    private static List<FileRecord> read(String text, RecordShape shape) throws IOException {
        List<FileRecord> records = new ArrayList<>();
        try (CsvRecords csv = new CsvRecords(new StringReader(text), shape)) {
            for (FileRecord record = csv.next(); record != null; record = csv.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static List<List<String>> fields(List<FileRecord> records) {
        return records.stream().map(FileRecord::fields).toList();
    }

    @Test
    void columnsAreFoundByNameWhateverTheirOrderAndCompany() throws IOException {
        List<FileRecord> records = read("\uFEFFextra, b ,a\r\nx,2,1\r\n\r\ny,4,3", shape(false, "a", "b"));
        assertThat(fields(records)).containsExactly(List.of("1", "2"), List.of("3", "4"));
        assertThat(records).extracting(FileRecord::row).containsExactly(2L, 4L);
        assertThat(records).extracting(FileRecord::raw).containsExactly("x,2,1", "y,4,3");
    }

    @Test
    void quotesAreTakenByTheirRules() throws IOException {
        List<FileRecord> records =
                read("a,b\n\"1,5\",\"say \"\"no\"\"\"\n6\" PLATE,C:\\x\n\"open,2\n\"a\"b,3\n", shape(false, "a", "b"));
        assertThat(fields(records.subList(0, 2)))
                .containsExactly(List.of("1,5", "say \"no\""), List.of("6\" PLATE", "C:\\x"));
        assertThat(records.subList(2, 4)).extracting(FileRecord::problem).containsOnly("malformed_quotes");
    }

    @Test
    void anEmptyFieldAndTheSourcesWordForNothingAreNull() throws IOException {
        assertThat(fields(read("a,b,c,d\n, \"\" ,N/A,\u00a0x\t\n\"\",\"\",,\n", shape(false, "a", "b", "c", "d"))))
                .containsExactly(Arrays.asList(null, "\"\"", null, "x"), Arrays.asList(null, null, null, null));
    }

    @Test
    void aRecordWithTooFewOrTooManyFieldsIsBroken() throws IOException {
        assertThat(read("a,b\n1\n1,2,3\n", shape(false, "a", "b")))
                .extracting(FileRecord::problem)
                .containsExactly("wrong_column_count", "wrong_column_count");
    }

    @Test
    void aQuotedFieldMaySpanLinesWhereTheInputSaysSo() throws IOException {
        List<FileRecord> records = read("a,b\n\"one\r\ntwo\",2\n3,4\n\"never closed,5", shape(true, "a", "b"));
        assertThat(fields(records.subList(0, 2))).containsExactly(List.of("one\r\ntwo", "2"), List.of("3", "4"));
        assertThat(records.get(0).raw()).isEqualTo("\"one\r\ntwo\",2");
        assertThat(records).extracting(FileRecord::row).containsExactly(2L, 4L, 5L);
        assertThat(records.get(2).problem()).isEqualTo("malformed_quotes");
    }

    @Test
    void aLineWithoutEndTakesNoMemory() throws IOException {
        Reader endless = new Reader() {
            private long left = 3_000_000_000L;

            @Override
            public int read(char[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                Arrays.fill(buffer, offset, offset + length, 'x');
                left -= length;
                return length;
            }

            @Override
            public void close() {}
        };
        Lines lines = new Lines(endless);
        assertThat(lines.advance()).isTrue();
        assertThat(lines.isTooLong()).isTrue();
        assertThat(lines.text()).hasSize(Lines.KEPT_OF_LONGER);
        assertThat(lines.advance()).isFalse();
    }

    @Test
    void aLongLineIsBrokenAndTheNextOneIsRead() throws IOException {
        List<FileRecord> records = read("a\n" + "x".repeat(Lines.LONGEST + 1) + "\ny\n", shape(false, "a"));
        assertThat(records).extracting(FileRecord::problem).containsExactly("line_too_long", null);
        assertThat(fields(records.subList(1, 2))).containsExactly(List.of("y"));
    }

    @Property(tries = 300)
    void whatIsWrittenByTheRulesIsReadBack(
            @ForAll @Size(min = 1, max = 5)
                    List<@Size(min = 3, max = 3) List<@StringLength(max = 6) @CharRange(from = ' ', to = '.') String>>
                            rows)
            throws IOException {
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (List<String> row : rows) {
            text.append(String.join(
                            ",",
                            row.stream()
                                    .map(field ->
                                            "\"[" + field.replace("\"", "\"\"").replace('#', '\n') + "]\"")
                                    .toList()))
                    .append("\r\n");
        }
        List<List<String>> expected = rows.stream()
                .map(row -> row.stream()
                        .map(field -> "[" + field.replace('#', '\n') + "]")
                        .toList())
                .toList();
        assertThat(fields(read(text.toString(), shape(true, "a", "b", "c")))).isEqualTo(expected);
    }
}
