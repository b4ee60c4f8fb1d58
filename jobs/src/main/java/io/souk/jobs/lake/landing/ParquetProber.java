package io.souk.jobs.lake.landing;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a Parquet file to its last value, so that damage is found before one of its rows is taken. */
final class ParquetProber {

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    /** A footer is held in memory as a whole, some ten times as large: this much describes ten thousand columns. */
    private static final long LARGEST_FOOTER = 16L << 20;

    private ParquetProber() {}

    static FileProbe probe(LandingFile file, RecordShape shape, Configuration hadoop) {
        Path path = new Path(file.address());
        try {
            if (!hasMagic(path, 0, hadoop)) {
                return FileProbe.rejected(file, List.of(FileProber.CORRUPT), null);
            }
            if (file.bytes() < 12 || !hasMagic(path, file.bytes() - MAGIC.length, hadoop)) {
                return FileProbe.rejected(file, List.of(FileProber.TRUNCATED), null);
            }
            if (footerBytes(path, file.bytes(), hadoop) > LARGEST_FOOTER) {
                return FileProbe.rejected(file, List.of(FileProber.TOO_MANY_COLUMNS), null);
            }
            MessageType schema = schema(path, hadoop);
            List<String> missing = shape.missingFrom(
                    schema.getFields().stream().map(Type::getName).toList());
            if (!missing.isEmpty()) {
                return FileProbe.rejected(
                        file,
                        missing.stream().map(FileProber.MISSING_COLUMN::concat).toList(),
                        null);
            }
            return FileProbe.readable(file, count(path, hadoop), schema.toString());
        } catch (EOFException | ParquetRuntimeException e) {
            return FileProbe.rejected(file, List.of(FileProber.CORRUPT), null);
        } catch (IOException e) {
            throw FileOpener.storageFailed(file, e);
        } catch (RuntimeException e) {
            // The Parquet library answers damaged footers and pages with exceptions of many kinds.
            return FileProbe.rejected(file, List.of(FileProber.CORRUPT), null);
        }
    }

    private static boolean hasMagic(Path path, long position, Configuration hadoop) throws IOException {
        byte[] found = new byte[MAGIC.length];
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            in.readFully(position, found);
        } catch (EOFException e) {
            return false;
        }
        return java.util.Arrays.equals(found, MAGIC);
    }

    /** The length of the footer, which stands before the last four bytes. */
    private static long footerBytes(Path path, long fileBytes, Configuration hadoop) throws IOException {
        byte[] length = new byte[Integer.BYTES];
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            in.readFully(fileBytes - MAGIC.length - Integer.BYTES, length);
        }
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    private static MessageType schema(Path path, Configuration hadoop) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
            return reader.getFileMetaData().getSchema();
        }
    }

    private static long count(Path path, Configuration hadoop) throws IOException {
        long rows = 0;
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(hadoop)
                .build()) {
            while (reader.read() != null) {
                rows++;
            }
        }
        return rows;
    }
}
