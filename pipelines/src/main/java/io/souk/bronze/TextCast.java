package io.souk.bronze;

import java.time.ZoneId;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** Reads text as a value of another type, as {@link Casting} does. Times and dates are written as ISO 8601 has them. */
final class TextCast implements ValueCast {

    private static final Pattern NOT_FINITE = Pattern.compile("(?i)^[+-]?(nan|inf|infinity)$");

    /** The most digits that any 64-bit number can hold. */
    private static final int DIGITS_OF_LONG = 18;

    private final DataType type;
    private final ZoneId zone;
    private final Unfit notANumber;
    private final Unfit outOfRange;
    private final Unfit wrongType;

    TextCast(String column, DataType type, ZoneId zone) {
        this.type = type;
        this.zone = zone;
        this.notANumber = new Unfit("not_a_number:" + column);
        this.outOfRange = new Unfit("out_of_range:" + column);
        this.wrongType = new Unfit("wrong_type:" + column);
    }

    static boolean knows(DataType type) {
        return type instanceof LongType
                || type instanceof IntegerType
                || type instanceof DoubleType
                || type instanceof DecimalType
                || type instanceof BooleanType
                || type instanceof TimestampType
                || type instanceof DateType;
    }

    @Override
    public Object of(Object value) {
        UTF8String text = ValueCasts.trimmed((UTF8String) value);
        if (text == null) {
            return null;
        }
        Object typed;
        if (type instanceof DecimalType decimal) {
            typed = decimal(text, decimal);
        } else if (type instanceof TimestampType) {
            typed = beginsWithDate(text) ? some(DateTimeUtils.stringToTimestamp(text, zone)) : null;
        } else if (type instanceof DateType) {
            typed = beginsWithDate(text) ? some(DateTimeUtils.stringToDate(text)) : null;
        } else if (type instanceof BooleanType) {
            typed = StringUtils.isTrueString(text) ? Boolean.TRUE : StringUtils.isFalseString(text) ? false : null;
        } else if (type instanceof DoubleType) {
            Double number = floating(text);
            typed = number != null && Double.isFinite(number) ? number : null;
        } else {
            typed = whole(text);
        }
        return typed == null ? unfit(text) : typed;
    }

    private static Object some(Option<Object> option) {
        return option.isDefined() ? option.get() : null;
    }

    /** Whether a text begins with year, month and day: four, one or two, and one or two digits. */
    private static boolean beginsWithDate(UTF8String text) {
        int place = digits(text, 0);
        if (place != 4 || at(text, 4) != '-') {
            return false;
        }
        int month = digits(text, 5);
        return (month == 6 || month == 7) && at(text, month) == '-' && digits(text, month + 1) > month + 1;
    }

    /** Where the digits that begin at a place end. */
    private static int digits(UTF8String text, int from) {
        int place = from;
        while (at(text, place) >= '0' && at(text, place) <= '9') {
            place++;
        }
        return place;
    }

    private static int at(UTF8String text, int place) {
        return place < text.numBytes() ? text.getByte(place) : -1;
    }

    private Object whole(UTF8String text) {
        try {
            if (type instanceof LongType) {
                return text.toLongExact();
            }
            return text.toIntExact();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Decimal decimal(UTF8String text, DecimalType type) {
        Decimal quick = shortDecimal(text, type);
        if (quick != null) {
            return quick;
        }
        Decimal number = Decimal.fromString(text);
        return number != null && number.changePrecision(type.precision(), type.scale()) ? number : null;
    }

    /** Digits with at most one sign before and one point between them, where they fit; null for anything else. */
    private static Decimal shortDecimal(UTF8String text, DecimalType type) {
        if (type.precision() > DIGITS_OF_LONG) {
            return null;
        }
        boolean isNegative = text.getByte(0) == '-';
        int from = isNegative || text.getByte(0) == '+' ? 1 : 0;
        int point = digits(text, from);
        int end = at(text, point) == '.' ? digits(text, point + 1) : point;
        int decimals = Math.max(0, end - point - 1);
        boolean isPlain = end == text.numBytes() && point > from;
        if (!isPlain || point - from > type.precision() - type.scale() || decimals > type.scale()) {
            return null;
        }
        long unscaled = 0;
        for (int i = from; i < end; i++) {
            if (i != point) {
                unscaled = unscaled * 10 + text.getByte(i) - '0';
            }
        }
        for (int i = decimals; i < type.scale(); i++) {
            unscaled *= 10;
        }
        return Decimal.createUnsafe(isNegative ? -unscaled : unscaled, type.precision(), type.scale());
    }

    private static Double floating(UTF8String text) {
        String number = text.toString();
        try {
            return Double.valueOf(number);
        } catch (NumberFormatException e) {
            return (Double) Cast.processFloatingPointSpecialLiterals(number, false);
        }
    }

    private Unfit unfit(UTF8String text) {
        boolean isNumber = !(type instanceof BooleanType || type instanceof TimestampType || type instanceof DateType);
        if (isNumber && NOT_FINITE.matcher(text.toString()).find()) {
            return notANumber;
        }
        Double number = isNumber ? floating(text) : null;
        return number != null && Math.abs(number) >= bound() ? outOfRange : wrongType;
    }

    /** Numbers from here on have more digits before the point than the type. */
    private double bound() {
        if (type instanceof DecimalType decimal) {
            return Math.pow(10, decimal.precision() - decimal.scale());
        }
        return type instanceof LongType ? 0x1p63 : type instanceof IntegerType ? 0x1p31 : Double.NaN;
    }
}
