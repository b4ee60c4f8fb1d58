package io.souk.jobs.lake.landing;

import java.io.EOFException;
import java.io.IOException;
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
