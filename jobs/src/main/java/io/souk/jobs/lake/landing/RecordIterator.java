package io.souk.jobs.lake.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The records of one file as rows: file, row, raw, fields, problem. The file was probed and found readable. */
public final class RecordIterator implements Iterator<Row> {

    public static final String FILE = "file";
    public static final String ROW = "row";
    public static final String RAW = "raw";
    public static final String FIELDS = "fields";
    public static final String PROBLEM = "problem";

    public static final StructType SCHEMA = new StructType()
            .add(FILE, DataTypes.StringType, false)
            .add(ROW, DataTypes.LongType, false)
            .add(RAW, DataTypes.StringType, false)
            .add(FIELDS, DataTypes.createArrayType(DataTypes.StringType, true), true)
            .add(PROBLEM, DataTypes.StringType, true);

    private final LandingFile file;
    private final FileRecords records;
    private FileRecord upcoming;

    public RecordIterator(LandingFile file, RecordShape shape, Configuration hadoop) {
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
    public Row next() {
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
        Object fields = record.fields() == null ? null : record.fields().toArray(String[]::new);
        return RowFactory.create(file.name(), record.row(), record.raw(), fields, record.problem());
    }

    private UncheckedIOException changed(IOException cause) {
        return new UncheckedIOException(
                "%s was whole a moment ago and cannot be read now: %s. It was changed while it was read; run again"
                        .formatted(file.address(), cause.getMessage()),
                cause);
    }
}
