package io.souk.gold;

import static org.apache.spark.sql.functions.lit;

import io.souk.money.Currencies;
import io.souk.table.TableColumn;
import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Money on its way out: minor units become amounts, exactly. */
public final class Amounts implements Serializable {

    private static final DecimalType MONEY = (DecimalType) TableColumn.MONEY;

    private final BigDecimal unit;

    private Amounts(BigDecimal unit) {
        this.unit = unit;
    }

    public static Amounts in(String currency) {
        return new Amounts(BigDecimal.ONE.movePointLeft(Currencies.fractionDigits(currency)));
    }

    /** The amount of a column of minor units. */
    public Column of(Column minorUnits) {
        return minorUnits.cast("decimal(20,0)").multiply(lit(unit)).cast(TableColumn.MONEY);
    }

    /** The amount of minor units in Spark's own form, for rows that {@link Series} makes. */
    public Decimal of(long minorUnits) {
        return Decimal.apply(
                BigDecimal.valueOf(minorUnits).multiply(unit).setScale(MONEY.scale()),
                MONEY.precision(),
                MONEY.scale());
    }
}
