package io.souk.jobs.lake.landing;

import io.souk.bronze.ValueCast;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/** Gives the records of text files their types. A record is good, or broken for all the reasons that it has. */
public final class RecordParser implements Serializable {

    /** What is known of a broken record: file, raw text, and reasons, one to a line. */
    public static final StructType BROKEN = new StructType()
            .add("file", DataTypes.StringType)
            .add("raw", DataTypes.StringType)
            .add("reasons", DataTypes.StringType);

    private final RecordShape shape;
    private final ValueCast[] casts;
    private transient Object[] typed;

    /**
     * A parser.
     *
     * @param casts of the declared columns, in order; null for text, which stays as it is
     */
    public RecordParser(RecordShape shape, ValueCast[] casts) {
        this.shape = shape;
        this.casts = casts.clone();
    }

    /**
     * The good records of a file as Spark holds rows inside: the record itself (file, row, raw), then the columns in
     * their types.
     *
     * @param found hears at the end of the file how many records were good and broken
     */
    public Iterator<InternalRow> good(LandingFile file, Configuration hadoop, ParseCounts found) {
        UTF8String name = UTF8String.fromString(file.name());
        Map<String, Long> byReason = new HashMap<>();
        long[] goodAndBroken = new long[2];
        return present(
                new RecordIterator(file, shape, hadoop),
                record -> {
                    String reasons = reasons(record);
                    if (!reasons.isEmpty()) {
                        goodAndBroken[1]++;
                        reasons.lines().forEach(reason -> byReason.merge(reason, 1L, Long::sum));
                        return null;
                    }
                    goodAndBroken[0]++;
                    Object[] row = new Object[typed.length + 1];
                    row[0] = new GenericInternalRow(
                            new Object[] {name, record.row(), UTF8String.fromString(record.raw())});
                    System.arraycopy(typed, 0, row, 1, typed.length);
                    return new GenericInternalRow(row);
                },
                () -> found.add(new Tuple2<>(
                        file.name(), new ParseCounts.OfFile(goodAndBroken[0], goodAndBroken[1], byReason))));
    }

    /** The broken records of a file, as {@link #BROKEN} has them. */
    public Iterator<Row> broken(LandingFile file, Configuration hadoop) {
        return present(
                new RecordIterator(file, shape, hadoop),
                record -> {
                    String reasons = reasons(record);
                    return reasons.isEmpty() ? null : RowFactory.create(file.name(), record.raw(), reasons);
                },
                () -> {});
    }

    /** Why a record cannot be read, one reason to a line; the empty text for a good one, whose values are then typed. */
    String reasons(FileRecord record) {
        if (record.problem() != null) {
            return record.problem();
        }
        if (typed == null) {
            typed = new Object[casts.length];
        }
        String reasons = "";
        List<String> fields = record.fields();
        for (int i = 0; i < casts.length; i++) {
            String text = fields.get(i);
            Object value = text == null ? null : UTF8String.fromString(text);
            if (value != null && casts[i] != null) {
                value = casts[i].of(value);
            }
            if (value instanceof ValueCast.Unfit unfit) {
                reasons = reasons.isEmpty() ? unfit.reason() : reasons + "\n" + unfit.reason();
            }
            typed[i] = value;
        }
        return reasons;
    }

    /** What a function makes of records, without those of which it makes null. */
    private static <T> Iterator<T> present(
            Iterator<FileRecord> records, Function<FileRecord, T> made, Runnable whenEnded) {
        return new Iterator<>() {
            private T upcoming;
            private boolean isEnded;

            @Override
            public boolean hasNext() {
                while (upcoming == null && records.hasNext()) {
                    upcoming = made.apply(records.next());
                }
                if (upcoming == null && !isEnded) {
                    isEnded = true;
                    whenEnded.run();
                }
                return upcoming != null;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("There is no further record");
                }
                T next = upcoming;
                upcoming = null;
                return next;
            }
        };
    }
}
