package io.souk.jobs.lake.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/** The records of one file, broken ones among them. The file was probed and found readable. */
final class RecordIterator implements Iterator<FileRecord> {

    private final LandingFile file;
    private final FileRecords records;
    private FileRecord upcoming;

    RecordIterator(LandingFile file, RecordShape shape, Configuration hadoop) {
        this.file = file;
        try {
            this.records = FileOpener.open(file, shape, hadoop);
            this.upcoming = records.next();
        } catch (IOException e) {
            throw changed(e);
        }
    }

    @Override
    public boolean hasNext() {
        return upcoming != null;
    }

    @Override
    public FileRecord next() {
        if (upcoming == null) {
            throw new NoSuchElementException(file.name() + " has no further record");
        }
        FileRecord record = upcoming;
        try {
            upcoming = records.next();
            if (upcoming == null) {
                records.close();
            }
        } catch (IOException e) {
            throw changed(e);
        }
        return record;
    }

    private UncheckedIOException changed(IOException cause) {
        return new UncheckedIOException(
                "%s was whole a moment ago and cannot be read now: %s. It was changed while it was read; run again"
                        .formatted(file.address(), cause.getMessage()),
                cause);
    }
}
