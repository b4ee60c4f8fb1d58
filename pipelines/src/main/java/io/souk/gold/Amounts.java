package io.souk.gold;

import static org.apache.spark.sql.functions.lit;

import io.souk.money.Currencies;
import io.souk.table.TableColumn;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

    /** The amount of one minor unit: 0.01 for CNY. */
    public BigDecimal unit() {
        return unit;
    }

    /** The minor units of a column of amounts. */
    public Column minor(Column amounts) {
        return amounts.divide(lit(unit)).cast("bigint");
    }

    /** The amount of a column of minor units. */
    public Column of(Column minorUnits) {
        return minorUnits.cast("decimal(20,0)").multiply(lit(unit)).cast(TableColumn.MONEY);
    }

    /** The amount of minor units in Spark's own form, for rows that {@link Series} makes. */
    public Decimal of(long minorUnits) {
        return inSparksForm(BigDecimal.valueOf(minorUnits).multiply(unit).setScale(MONEY.scale()));
    }

    /** The average amount of {@code count} things that come to {@code minorUnits}, rounded half-even; the same form. */
    public Decimal per(long minorUnits, long count) {
        BigDecimal amount = BigDecimal.valueOf(minorUnits).multiply(unit);
        return inSparksForm(amount.divide(BigDecimal.valueOf(count), MONEY.scale(), RoundingMode.HALF_EVEN));
    }

    private static Decimal inSparksForm(BigDecimal amount) {
        return Decimal.apply(amount, MONEY.precision(), MONEY.scale());
    }
}
