package io.souk.gold;

import static org.apache.spark.sql.functions.lit;

import io.souk.money.Currencies;
import io.souk.table.TableColumn;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;

/** Money on its way out: minor units become amounts, exactly. */
public final class Amounts {

    private final BigDecimal unit;

    private Amounts(BigDecimal unit) {
        this.unit = unit;
    }

    public static Amounts in(String currency) {
        return new Amounts(BigDecimal.ONE.movePointLeft(Currencies.fractionDigits(currency)));
    }

    /** The minor units of a column of amounts. */
    public Column minor(Column amounts) {
        return amounts.divide(lit(unit)).cast("bigint");
    }

    /** The amount of a column of minor units. */
    public Column of(Column minorUnits) {
        return minorUnits.cast("decimal(20,0)").multiply(lit(unit)).cast(TableColumn.MONEY);
    }
}
