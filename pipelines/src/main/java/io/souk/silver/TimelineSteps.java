package io.souk.silver;

import io.souk.timeline.Attributes;
import io.souk.timeline.Bytes;
import io.souk.timeline.Event;
import io.souk.timeline.Words;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What timelines are made of, on the way to them: a number to sort by, whose it is, and all else as bytes. Rows of a few
 * columns are sorted, spilled and sent from task to task in a fraction of the time that those of 25 columns take.
 *
 * <p>They are sorted by one number: that of the person, then the second. A single number is sorted without comparing rows;
 * what it leaves open, {@link TimelinePacker} settles: the order within a second, and persons who share a number.
 */
final class TimelineSteps {

    /** The step is the whole timeline, as it was. */
    static final int PACKED = 0;

    /** The step is an event that the timeline loses. */
    static final int REMOVED = 1;

    /** The step is an event that the timeline gains. */
    static final int ADDED = 2;

    /** What becomes of a row of {@link Timelines#EVENT}; the column that follows those. */
    static final String CHANGE = "change";

    /** The timeline as it was, where that is what the row is; the last column. */
    static final String OLD = "old_events";

    /** The number by which steps are sorted; the first column. */
    static final String PLACE = "place";

    static final StructType SCHEMA = new StructType(new StructField[] {
        DataTypes.createStructField(PLACE, DataTypes.LongType, false),
        Timelines.TIMELINE_ID.field(),
        DataTypes.createStructField(CHANGE, DataTypes.IntegerType, false),
        DataTypes.createStructField("packed", DataTypes.BinaryType, false)
    });

    /** Bits of a place that are the second's; those above are the person's. */
    static final int SECOND_BITS = 32;

    private static final long LAST_SECOND = (1L << SECOND_BITS) - 1;
    private static final long MICROS = 1_000_000;
    private static final long SEED = 42;

    private static final int REVERSAL_FIELDS = 4;

    private TimelineSteps() {}

    /** Rows of {@link #SCHEMA} from rows of {@link Timelines#EVENT}, what becomes of each, and the old timeline. */
    static Iterator<InternalRow> of(Iterator<InternalRow> events) {
        Bytes bytes = new Bytes();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public InternalRow next() {
                return step(events.next(), bytes);
            }
        };
    }

    private static InternalRow step(InternalRow event, Bytes bytes) {
        int change = event.getInt(Timelines.EVENT.size());
        UTF8String timeline = event.getUTF8String(0);
        return new GenericInternalRow(new Object[] {
            place(timeline, change == PACKED ? 0 : event.getLong(1)),
            timeline,
            change,
            change == PACKED ? event.getBinary(Timelines.EVENT.size() + 1) : packed(event, bytes)
        });
    }

    /** Seconds before 1970 and after 2105 count as the first and the last one there is. */
    private static long place(UTF8String timeline, long at) {
        long person =
                XXH64.hashUnsafeBytes(timeline.getBaseObject(), timeline.getBaseOffset(), timeline.numBytes(), SEED);
        long second = Math.max(0, Math.min(LAST_SECOND, Math.floorDiv(at, MICROS)));
        return (person << SECOND_BITS) | second;
    }

    /** Packs an event; the numbers are columns of {@link Timelines#EVENT} in their declared order. */
    private static byte[] packed(InternalRow event, Bytes bytes) {
        int kind = event.getInt(2);
        bytes.clear();
        bytes.putByte(kind);
        bytes.putNumber(event.getLong(1));
        put(event, 3, bytes);
        put(event, 4, bytes);
        bytes.putNumber(event.getInt(7));
        if (kind == Timelines.TOUCH) {
            bytes.putFlags(event.getBoolean(22), event.getBoolean(23));
            put(event, 18, bytes);
            put(event, 19, bytes);
            put(event, 20, bytes);
            put(event, 24, bytes);
            put(event, 21, bytes);
        } else {
            bytes.putFlags(event.getBoolean(8), event.getBoolean(9), event.getBoolean(10));
            bytes.putNumber(event.getLong(11));
            put(event, 5, bytes);
            put(event, 6, bytes);
            for (int attribute = 12; attribute <= 16; attribute++) {
                put(event, attribute, bytes);
            }
            putReversals(event, bytes);
        }
        return bytes.copy();
    }

    private static void put(InternalRow event, int column, Bytes bytes) {
        bytes.putText(
                event.isNullAt(column) ? null : event.getUTF8String(column).getBytes());
    }

    private static void putReversals(InternalRow event, Bytes bytes) {
        ArrayData reversals = event.isNullAt(17) ? null : event.getArray(17);
        int count = reversals == null ? 0 : reversals.numElements();
        bytes.putNumber(count);
        for (int i = 0; i < count; i++) {
            InternalRow reversal = reversals.getStruct(i, REVERSAL_FIELDS);
            bytes.putNumber(reversal.getInt(2));
            bytes.putNumber(reversal.getLong(3));
        }
    }

    static long place(InternalRow step) {
        return step.getLong(0);
    }

    static UTF8String timeline(InternalRow step) {
        return step.getUTF8String(1);
    }

    static int change(InternalRow step) {
        return step.getInt(2);
    }

    /** The timeline as it was. */
    static byte[] oldTimeline(InternalRow step) {
        return step.getBinary(3);
    }

    /** The event that a timeline gains or loses. */
    static Event event(InternalRow step, Words words) {
        Bytes.Reader bytes = new Bytes.Reader(step.getBinary(3));
        int kind = bytes.takeByte();
        long at = bytes.takeNumber();
        String platform = bytes.takeText(words);
        String id = bytes.takeText();
        int day = bytes.takeInt();
        int flags = bytes.takeByte();
        if (kind == Timelines.TOUCH) {
            return new Event.Touch(
                    at,
                    platform,
                    id,
                    day,
                    bytes.takeText(words),
                    bytes.takeText(words),
                    bytes.takeText(words),
                    bytes.takeText(),
                    bytes.takeText(words),
                    Bytes.isSet(flags, 0),
                    Bytes.isSet(flags, 1));
        }
        long gmv = bytes.takeNumber();
        return new Event.Order(
                at,
                platform,
                id,
                day,
                bytes.takeText(words),
                bytes.takeText(),
                Bytes.isSet(flags, 0),
                Bytes.isSet(flags, 1),
                Bytes.isSet(flags, 2),
                gmv,
                new Attributes(
                        bytes.takeText(words),
                        bytes.takeText(words),
                        bytes.takeText(words),
                        bytes.takeText(words),
                        bytes.takeText(words)),
                Event.Reversal.take(bytes));
    }
}
