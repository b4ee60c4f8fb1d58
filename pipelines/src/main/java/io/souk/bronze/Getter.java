package io.souk.bronze;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/** Takes a value out of a row as Spark holds it inside. Spark's own way looks its configuration up for every value. */
@FunctionalInterface
interface Getter extends Serializable {

    /** The value at a place, which is not null. */
    Object get(InternalRow row, int place);

    static Getter of(DataType type) {
        if (type instanceof StringType) {
            return InternalRow::getUTF8String;
        }
        if (type instanceof LongType || type instanceof TimestampType) {
            return InternalRow::getLong;
        }
        if (type instanceof IntegerType || type instanceof DateType) {
            return InternalRow::getInt;
        }
        if (type instanceof DecimalType decimal) {
            int precision = decimal.precision();
            int scale = decimal.scale();
            return (row, place) -> row.getDecimal(place, precision, scale);
        }
        if (type instanceof BooleanType) {
            return InternalRow::getBoolean;
        }
        return (row, place) -> row.get(place, type);
    }
}
