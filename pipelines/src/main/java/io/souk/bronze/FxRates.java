package io.souk.bronze;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.text;

import io.souk.money.Currencies;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What was a currency worth? One row per date and pair. */
public final class FxRates {

    public static final TableColumn RATE_DATE = date("rate_date", "Date on which the rate held");
    public static final TableColumn BASE_CURRENCY =
            text("base_currency", "ISO 4217 code of the currency that is priced");
    public static final TableColumn CURRENCY = text("currency", "ISO 4217 code of the currency that prices it");
    public static final TableColumn RATE = TableColumn.of(
            "rate",
            DataTypes.createDecimalType(20, 10),
            "units of currency for one of base_currency",
            "What one unit of the base currency cost");

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("fx_rates").owner("data").question("What was a currency worth?"),
            List.of(RATE_DATE, BASE_CURRENCY, CURRENCY, RATE),
            List.of(RATE_DATE, BASE_CURRENCY, CURRENCY),
            arrivedAt -> List.of(
                    Contract.plausible(RATE_DATE, arrivedAt),
                    new Rule(
                            "rate_not_positive",
                            "rate is not above zero",
                            row -> !row.lacks(RATE) && !row.isAbove(RATE, 0)),
                    new Rule(
                            "unknown_currency",
                            "A currency is no ISO 4217 code",
                            row -> row.isNoneOf(CURRENCY, Currencies.codes())
                                    || row.isNoneOf(BASE_CURRENCY, Currencies.codes()))));

    private FxRates() {}
}
