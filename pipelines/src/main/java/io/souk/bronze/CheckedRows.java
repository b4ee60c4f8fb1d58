package io.souk.bronze;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/** Checks the rows of a select and yields them in blocks, laid out as {@link CheckedSchema} says. */
public final class CheckedRows implements Iterator<RowBlock> {

    private final Iterator<InternalRow> mapped;
    private final ContractCheck check;
    private final CheckedSchema schema;
    private final DataType[] types;
    private final UnsafeRowWriter writer;

    /** Checks rows as they are asked for. */
    public CheckedRows(Iterator<InternalRow> mapped, ContractCheck check) {
        this.mapped = mapped;
        this.check = check;
        this.schema = CheckedSchema.of(check.contract());
        this.types =
                check.contract().content().stream().map(column -> column.type()).toArray(DataType[]::new);
        this.writer = new UnsafeRowWriter(schema.rows().size());
    }

    @Override
    public boolean hasNext() {
        return mapped.hasNext();
    }

    @Override
    public RowBlock next() {
        if (!mapped.hasNext()) {
            throw new NoSuchElementException("There is no further row");
        }
        RowBlock block = new RowBlock(schema.rows().size());
        while (mapped.hasNext() && !block.isFull()) {
            write(check.check(mapped.next()));
            block.add(writer.getRow());
        }
        return block;
    }

    private void write(CheckedRow row) {
        writer.reset();
        writer.zeroOutNullBytes();
        for (int i = 0; i < types.length; i++) {
            write(i, row.value(i), types[i]);
        }
        write(schema.file(), row.file());
        writer.write(schema.record(), row.record());
        write(schema.raw(), row.raw());
        write(schema.mapped(), row.mapped());
        write(schema.reasons(), UTF8String.fromString(row.reasons()));
        write(schema.hash(), row.hash());
    }

    private void write(int place, UTF8String text) {
        if (text == null) {
            writer.setNullAt(place);
        } else {
            writer.write(place, text);
        }
    }

    private void write(int place, Object value, DataType type) {
        if (value == null) {
            writer.setNullAt(place);
        } else if (value instanceof UTF8String text) {
            writer.write(place, text);
        } else if (value instanceof Long number) {
            writer.write(place, number.longValue());
        } else if (value instanceof Integer number) {
            writer.write(place, number.intValue());
        } else if (type instanceof DecimalType decimal) {
            writer.write(place, (Decimal) value, decimal.precision(), decimal.scale());
        } else if (type instanceof BooleanType) {
            writer.write(place, ((Boolean) value).booleanValue());
        } else {
            throw new IllegalStateException("No contract has values of type " + type.sql());
        }
    }
}
