package io.souk.bronze;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_date;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A value turned into the type that it should have, and the reason where it cannot be. It never throws and never guesses:
 * a value is either right, absent, or rejected.
 *
 * <ul>
 *   <li>{@code not_a_number:<column>}: NaN or infinite where a number is wanted;
 *   <li>{@code out_of_range:<column>}: a number too large for the type;
 *   <li>{@code wrong_type:<column>}: anything else that is not of the type. A fraction is no whole number, and a time
 *       begins with its whole date, since {@code 12:30} alone would mean the day on which it is read.
 * </ul>
 *
 * @param value the value in its type, or null
 * @param reason null where the value is right or absent
 */
public record Casting(Column value, Column reason) {

    private static final String NOT_FINITE = "(?i)^[+-]?(nan|inf|infinity)$";
    private static final String WHOLE_DATE = "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";

    /**
     * Casts a value.
     *
     * @param column what the reason calls it
     * @param from the type that it has
     * @param format how a time or date is written where it is text; none for ISO 8601
     */
    public static Casting of(String column, Column value, DataType from, DataType to, Optional<String> format) {
        if (from instanceof StringType) {
            Column text = trimmed(value);
            return to instanceof StringType ? new Casting(text, none()) : fromText(column, text, to, format);
        }
        if (to instanceof NumericType && from instanceof NumericType) {
            return fromNumber(column, value, from, to);
        }
        if (from.sameType(to)) {
            return new Casting(value, none());
        }
        if (isNested(from) || isNested(to)) {
            return of(column, isNested(from) ? to_json(value) : value.cast("string"), DataTypes.StringType, to, format);
        }
        if (isTime(from) && isTime(to) || to instanceof StringType) {
            return new Casting(value.cast(to), none());
        }
        return fromText(column, value.cast("string"), to, format);
    }

    /** Text without the spaces around it; null where nothing is left. */
    public static Column trimmed(Column text) {
        Column trimmed = trim(text);
        return when(trimmed.notEqual(""), trimmed);
    }

    private static Casting fromText(String column, Column text, DataType to, Optional<String> format) {
        if (to instanceof NumericType) {
            Column cast = text.try_cast(to);
            Column typed = isFloating(to) ? when(isFinite(cast), cast) : cast;
            return new Casting(
                    typed,
                    when(
                            text.isNotNull().and(typed.isNull()),
                            when(text.rlike(NOT_FINITE), reason("not_a_number", column))
                                    .when(isBeyond(text.try_cast("double"), to), reason("out_of_range", column))
                                    .otherwise(reason("wrong_type", column))));
        }
        Column typed;
        if (isTime(to) && format.isPresent()) {
            typed = to instanceof DateType
                    ? try_to_date(text, format.get())
                    : try_to_timestamp(text, lit(format.get())).cast(to);
        } else if (isTime(to)) {
            typed = when(text.rlike(WHOLE_DATE), text.try_cast(to));
        } else {
            typed = isNested(to) ? from_json(text, to) : text.try_cast(to);
        }
        return new Casting(typed, when(text.isNotNull().and(typed.isNull()), reason("wrong_type", column)));
    }

    private static Casting fromNumber(String column, Column number, DataType from, DataType to) {
        Column isFinite = isFloating(from) ? isFinite(number) : lit(true);
        Column isWhole = to instanceof IntegralType && !(from instanceof IntegralType)
                ? number.equalTo(floor(number))
                : lit(true);
        Column cast = from.sameType(to) ? number : number.try_cast(to);
        Column typed = isFloating(from) || to instanceof IntegralType ? when(isFinite.and(isWhole), cast) : cast;
        return new Casting(
                typed,
                when(
                        number.isNotNull().and(typed.isNull()),
                        when(isFinite.equalTo(false), reason("not_a_number", column))
                                .when(isWhole.equalTo(false), reason("wrong_type", column))
                                .otherwise(reason("out_of_range", column))));
    }

    private static boolean isFloating(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    private static Column isFinite(Column number) {
        return number.isNaN().equalTo(false).and(abs(number).lt(lit(Double.POSITIVE_INFINITY)));
    }

    /** Whether a number has more digits before the point than the type. */
    private static Column isBeyond(Column number, DataType type) {
        if (type instanceof DecimalType decimal) {
            return abs(number).geq(lit(Math.pow(10, decimal.precision() - decimal.scale())));
        }
        double bound = type instanceof LongType
                ? 0x1p63
                : type instanceof IntegerType ? 0x1p31 : type instanceof ShortType ? 0x1p15 : 0x1p7;
        return type instanceof IntegralType ? abs(number).geq(lit(bound)) : lit(false);
    }

    private static boolean isTime(DataType type) {
        return type instanceof TimestampType
                || type instanceof DateType
                || type.typeName().equals("timestamp_ntz");
    }

    private static boolean isNested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    }

    private static Column none() {
        return lit(null).cast("string");
    }

    private static Column reason(String code, String column) {
        return lit(code + ":" + column);
    }
}
