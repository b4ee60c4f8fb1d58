package io.souk.jobs.lake.landing;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Reads a file from its first byte to its last and says whether its records can be taken. Memory does not grow with the
 * file, nor with what unpacks from it.
 */
public final class FileProber {

    public static final String CORRUPT = "corrupt_file";
    public static final String TRUNCATED = "truncated_file";
    public static final String WRONG_ENCODING = "wrong_encoding";

    /** A small file that unpacks to an absurd size. */
    public static final String UNPACKS_TOO_FAR = "unpacks_too_far";

    /** A Parquet file that says more about its columns than it can have of them. */
    public static final String TOO_MANY_COLUMNS = "too_many_columns";

    public static final String MISSING_COLUMN = "missing_column:";

    /** The file is no longer the one that the batch planned to read; as it is now, a later batch reads it. */
    public static final String CHANGED = "changed_since_planned";

    private static final long SECOND = 1_000;

    private FileProber() {}

    public static FileProbe probe(LandingFile file, RecordShape shape, Configuration hadoop) {
        if (!isAsPlanned(file, hadoop)) {
            return FileProbe.rejected(file, List.of(CHANGED), null);
        }
        if (file.bytes() == 0) {
            return FileProbe.readable(file, 0, "");
        }
        return switch (shape.format()) {
            case PARQUET -> ParquetProber.probe(file, shape, hadoop);
            case CSV, JSONL -> probeText(file, shape, hadoop);
        };
    }

    private static boolean isAsPlanned(LandingFile file, Configuration hadoop) {
        try {
            Path path = new Path(file.address());
            FileStatus now = path.getFileSystem(hadoop).getFileStatus(path);
            return now.getLen() == file.bytes()
                    && isSameMoment(now.getModificationTime(), file.modifiedAt().toEpochMilli());
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw FileOpener.storageFailed(file, e);
        }
    }

    /** Some stores list files with milliseconds, and tell whole seconds of a single one. */
    private static boolean isSameMoment(long told, long listed) {
        return told == listed || told % SECOND == 0 && told == listed - listed % SECOND;
    }

    private static FileProbe probeText(LandingFile file, RecordShape shape, Configuration hadoop) {
        try (FileRecords records = FileOpener.open(file, shape, hadoop)) {
            List<String> missing = records.missingColumns();
            if (!missing.isEmpty()) {
                return FileProbe.rejected(
                        file, missing.stream().map(MISSING_COLUMN::concat).toList(), records.header());
            }
            long count = 0;
            while (records.skip()) {
                count++;
            }
            return FileProbe.readable(file, count, "");
        } catch (BoundedInput.TooLargeException e) {
            return FileProbe.rejected(file, List.of(UNPACKS_TOO_FAR), null);
        } catch (CharacterCodingException e) {
            return FileProbe.rejected(file, List.of(WRONG_ENCODING), null);
        } catch (EOFException e) {
            return FileProbe.rejected(file, List.of(TRUNCATED), null);
        } catch (IOException e) {
            // The storage's own failures are unchecked, so this one is about the content.
            boolean breaksOff = e.getMessage() != null
                    && e.getMessage().toLowerCase(java.util.Locale.ROOT).contains("truncated");
            return FileProbe.rejected(file, List.of(breaksOff ? TRUNCATED : CORRUPT), null);
        } catch (IndexOutOfBoundsException e) {
            // The bzip2 reader answers some damaged blocks so.
            return FileProbe.rejected(file, List.of(CORRUPT), null);
        }
    }
}
