package io.souk.jobs.lake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.config.SourceMapping;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made to exhaust memory, time or disk are rejected at a bounded cost. */
class InputBombTest {

    private static final long MOST_BYTES = 256L << 20;

    @TempDir
    Path folder;

    @Test
    void aLineOfTenGigabytesKeepsAFewKilobytes() throws Exception {
        Reader endless = new Reader() {
            private long left = 10L << 30;

            @Override
            public int read(char[] buffer, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int given = (int) Math.min(left, length);
                Arrays.fill(buffer, offset, offset + given, 'x');
                left -= given;
                return given;
            }

            @Override
            public void close() {}
        };
        Lines lines = new Lines(endless);

        assertThat(allocated(lines::advance)).isLessThan(16L << 20);
        assertThat(lines.isTooLong()).isTrue();
        assertThat(lines.text()).hasSize(Lines.KEPT_OF_LONGER);
        assertThat(lines.advance()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void aGzipBombIsRejectedAsAFileBeforeItIsUnpackedToItsEnd(String format) throws Exception {
        Path file = folder.resolve("bomb." + format + ".gz");
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) '\n');
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 400; i++) {
                out.write(zeros);
            }
        }
        assertThat(Files.size(file)).isLessThan(1L << 20);
        FileProbe[] probe = new FileProbe[1];
        long bytes = allocated(() -> probe[0] = probe(file, format, "{a: string, b: string}"));

        assertThat(probe[0].isReadable()).isFalse();
        assertThat(probe[0].reasons()).containsExactly("unpacks_too_far");
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void aFileThatPacksWellIsNoBomb() throws Exception {
        Path file = folder.resolve("regular.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
            out.write("1,2\n".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        }
        FileProbe probe = probe(file, "csv", "{a: string, b: string}");

        assertThat(probe.isReadable()).as(probe.reasons().toString()).isTrue();
        assertThat(probe.records()).isEqualTo(1_000_000);
    }

    @Test
    void aMillionColumnsOfCsvAreRejected() throws Exception {
        Path file = folder.resolve("wide.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int line = 0; line < 3; line++) {
                for (int column = 0; column < 1_000_000; column++) {
                    out.write("c" + column + ",");
                }
                out.write("b\n");
            }
        }
        FileProbe[] probe = new FileProbe[1];
        long bytes = allocated(() -> probe[0] = probe(file, "csv", "{a: string, b: string}"));

        assertThat(probe[0].isReadable()).isFalse();
        assertThat(probe[0].reasons()).contains("missing_column:a");
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void aMillionKeysAndAMillionLevelsOfJsonAreBrokenRecords() throws Exception {
        Path file = folder.resolve("wide.jsonl");
        try (BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            out.write("{\"a\": 1");
            for (int key = 0; key < 1_000_000; key++) {
                out.write(",\"k" + key + "\":1");
            }
            out.write("}\n{\"a\": " + "[".repeat(500_000) + "]".repeat(500_000) + "}\n");
            out.write("{\"a\": " + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "}\n{\"a\": \"good\"}\n");
        }
        JsonRecords records =
                new JsonRecords(Files.newBufferedReader(file), RecordShape.of(input("jsonl", "{a: string}")));
        long bytes = allocated(() -> {
            assertThat(records.next().problem()).isEqualTo("line_too_long");
            assertThat(records.next().problem()).isEqualTo("malformed_json");
            assertThat(records.next().problem()).isEqualTo("malformed_json");
            assertThat(records.next().fields()).containsExactly("good");
            return null;
        });

        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void aParquetFooterOfAMillionColumnsIsNotRead() throws Exception {
        byte[] bytes = new byte[(17 << 20) + 16];
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, bytes, 0, 4);
        System.arraycopy(magic, 0, bytes, bytes.length - 4, 4);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 8, 17 << 20);
        Path file = Files.write(folder.resolve("wide.parquet"), bytes);

        assertThat(probe(file, "parquet", "{a: string}").reasons()).containsExactly("too_many_columns");
    }

    private static FileProbe probe(Path file, String format, String columns) throws IOException {
        LandingFile landed = new LandingFile(
                file.getFileName().toString(),
                file.toUri().toString(),
                Files.size(file),
                Instant.ofEpochMilli(Files.getLastModifiedTime(file).toMillis()));
        return FileProber.probe(landed, RecordShape.of(input(format, columns)), new Configuration());
    }

    private static SourceInput input(String format, String columns) {
        return SourceMapping.parse("bomb.yaml", """
                        source: bomb
                        time_zone: UTC
                        inputs:
                          lines: {mode: append, path: "*", format: %s, columns: %s}
                        contracts:
                          sellers: select a as seller_id, _source from lines
                        """.formatted(format, columns), Instant.EPOCH)
                .inputs()
                .get("lines");
    }

    /** How many bytes something allocates, over all of its time. */
    private static long allocated(Callable<?> body) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        body.call();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
