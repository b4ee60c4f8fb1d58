package io.souk.bronze;

import static org.apache.spark.sql.functions.col;

import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/** Chooses how values are cast: quickly where the types are common ones, by the expressions of {@link Casting} else. */
public final class ValueCasts {

    private ValueCasts() {}

    /**
     * The cast of one column.
     *
     * @param rows have the column; nothing but its type is used
     * @param zone of times that state no offset
     * @param format how a time or date is written where it is text; none for ISO 8601
     */
    public static ValueCast of(Dataset<Row> rows, String column, DataType to, ZoneId zone, Optional<String> format) {
        DataType from = rows.schema().apply(column).dataType();
        if (from instanceof StringType) {
            if (to instanceof StringType) {
                return value -> trimmed((UTF8String) value);
            }
            if (format.isEmpty() && TextCast.knows(to)) {
                return new TextCast(column, to, zone);
            }
        } else if (from.sameType(to) && !isFloating(from)) {
            return value -> value;
        } else if (to instanceof DecimalType decimal && (isInteger(from) || from instanceof DecimalType)) {
            return toDecimal(column, decimal);
        } else if (to instanceof LongType && isInteger(from)) {
            return value -> ((Number) value).longValue();
        }
        Column value = col("`" + column.replace("`", "``") + "`");
        Casting casting = Casting.of(column, value, from, to, format);
        return new ByExpression(RowExpressions.of(rows.select(value), casting.value(), casting.reason()), to);
    }

    /** Text without the spaces around it; null where nothing is left. */
    static UTF8String trimmed(UTF8String text) {
        UTF8String trimmed = text.trim();
        return trimmed.numBytes() == 0 ? null : trimmed;
    }

    private static ValueCast toDecimal(String column, DecimalType type) {
        int precision = type.precision();
        int scale = type.scale();
        ValueCast.Unfit outOfRange = new ValueCast.Unfit("out_of_range:" + column);
        return value -> {
            Decimal number =
                    value instanceof Decimal decimal ? decimal.clone() : Decimal.apply(((Number) value).longValue());
            return number.changePrecision(precision, scale) ? number : outOfRange;
        };
    }

    private static boolean isInteger(DataType type) {
        return type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType;
    }

    private static boolean isFloating(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    /** A cast of less common types. */
    private static final class ByExpression implements ValueCast {

        private final RowExpressions valueAndReason;
        private final Getter getter;

        ByExpression(RowExpressions valueAndReason, DataType type) {
            this.valueAndReason = valueAndReason;
            this.getter = Getter.of(type);
        }

        @Override
        public Object of(Object value) {
            InternalRow cast = valueAndReason.of(new GenericInternalRow(new Object[] {value}));
            if (!cast.isNullAt(1)) {
                return new Unfit(cast.getUTF8String(1).toString());
            }
            return cast.isNullAt(0) ? null : getter.get(cast, 0);
        }
    }
}
