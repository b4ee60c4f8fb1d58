package io.souk.jobs.lake.landing;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;

/** Opens files for reading, taking off what they are packed in: {@code .gz}, {@code .bz2} and {@code .zst}. */
final class FileOpener {

    private static final int BUFFER_BYTES = 1 << 16;

    private FileOpener() {}

    /**
     * Opens the records of a text file.
     *
     * @throws UncheckedIOException where the storage fails, as opposed to the content
     */
    static FileRecords open(LandingFile file, RecordShape shape, Configuration hadoop) throws IOException {
        Reader text = new InputStreamReader(unpacked(file, hadoop), shape.decoder());
        try {
            return switch (shape.format()) {
                case CSV -> new CsvRecords(text, shape);
                case JSONL -> new JsonRecords(text, shape);
                case PARQUET -> throw new IllegalArgumentException("Parquet is no text");
            };
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private static InputStream unpacked(LandingFile file, Configuration hadoop) throws IOException {
        InputStream bytes = stored(file, hadoop);
        try {
            if (file.name().endsWith(".gz")) {
                return new BoundedInput(new GZIPInputStream(bytes, BUFFER_BYTES), file.bytes());
            }
            if (file.name().endsWith(".zst")) {
                return new BoundedInput(new ZstdInputStream(bytes), file.bytes());
            }
            if (file.name().endsWith(".bz2")) {
                BZip2Codec codec = new BZip2Codec();
                codec.setConf(hadoop);
                return new BoundedInput(codec.createInputStream(bytes), file.bytes());
            }
            return bytes;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream stored(LandingFile file, Configuration hadoop) {
        try {
            Path path = new Path(file.address());
            return new Stored(path.getFileSystem(hadoop).open(path), file);
        } catch (IOException e) {
            throw storageFailed(file, e);
        }
    }

    static UncheckedIOException storageFailed(LandingFile file, IOException cause) {
        return new UncheckedIOException(
                "%s cannot be read: %s. Nothing was taken from it; see that it can be read, and run again"
                        .formatted(file.address(), cause.getMessage()),
                cause);
    }

    /**
     * Bytes as the storage gives them. Its failures are unchecked: a network that breaks must fail the task and be tried
     * again, never be taken for a damaged file.
     */
    private static final class Stored extends FilterInputStream {

        private final LandingFile file;

        Stored(InputStream in, LandingFile file) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() {
            try {
                return in.read();
            } catch (IOException e) {
                throw storageFailed(file, e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw storageFailed(file, e);
            }
        }

        /** Says that more may come, so that gzip files of several members are read to the last. */
        @Override
        public int available() {
            return 1;
        }
    }
}
