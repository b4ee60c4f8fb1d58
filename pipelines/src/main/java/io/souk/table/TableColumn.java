package io.souk.table;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a {@link Table}: its name, type, unit and meaning, stated once.
 *
 * @param unit what one step of the value is ("buyers", "minor units", "1 = 100%"), or empty for names and keys
 * @param isRequired whether a row without a value is wrong
 */
public record TableColumn(String name, DataType type, String unit, String meaning, boolean isRequired) {

    /** Money in tables: exact, two digits after the point, in the reporting currency unless the column says otherwise. */
    public static final DataType MONEY = DataTypes.createDecimalType(28, 2);

    /** Prices and amounts as sources state them, before they are rounded to minor units once per order. */
    public static final DataType SOURCE_AMOUNT = DataTypes.createDecimalType(18, 4);

    public static TableColumn text(String name, String meaning) {
        return new TableColumn(name, DataTypes.StringType, "", meaning, true);
    }

    public static TableColumn date(String name, String meaning) {
        return new TableColumn(name, DataTypes.DateType, "date", meaning, true);
    }

    /** A moment, stored in UTC. */
    public static TableColumn instant(String name, String meaning) {
        return new TableColumn(name, DataTypes.TimestampType, "UTC", meaning, true);
    }

    public static TableColumn flag(String name, String meaning) {
        return new TableColumn(name, DataTypes.BooleanType, "", meaning, true);
    }

    /** A whole number of things; {@code unit} names the things. */
    public static TableColumn count(String name, String unit, String meaning) {
        return new TableColumn(name, DataTypes.LongType, unit, meaning, true);
    }

    public static TableColumn integer(String name, String unit, String meaning) {
        return new TableColumn(name, DataTypes.IntegerType, unit, meaning, true);
    }

    public static TableColumn money(String name, String meaning) {
        return new TableColumn(name, MONEY, "reporting currency", meaning, true);
    }

    /** Money inside: an integer of the reporting currency's minor units (cents, fen, pence). */
    public static TableColumn minorUnits(String name, String meaning) {
        return new TableColumn(name, DataTypes.LongType, "minor units of the reporting currency", meaning, true);
    }

    public static TableColumn sourceAmount(String name, String meaning) {
        return new TableColumn(name, SOURCE_AMOUNT, "the row's currency", meaning, true);
    }

    /** A part of a whole or a change against a base: 1 is 100%. */
    public static TableColumn ratio(String name, String meaning) {
        return new TableColumn(name, DataTypes.DoubleType, "1 = 100%", meaning, true);
    }

    public static TableColumn of(String name, DataType type, String unit, String meaning) {
        return new TableColumn(name, type, unit, meaning, true);
    }

    /** The same column where a row may lack a value. */
    public TableColumn optional() {
        return new TableColumn(name, type, unit, meaning, false);
    }

    /** The column as Spark refers to it. */
    public Column col() {
        return functions.col(name);
    }

    public StructField field() {
        String comment = unit.isEmpty() ? meaning : meaning + " [" + unit + "]";
        return DataTypes.createStructField(name, type, true).withComment(comment);
    }
}
