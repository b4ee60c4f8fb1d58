package io.souk.silver;

import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.not;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which orders could not be valued, and why? They are in no figure until the reason is gone: a later run with the
 * missing rate or platform takes them in.
 */
public final class RejectedOrders {

    public static final TableColumn CURRENCY =
            text("currency", "ISO 4217 code of the order's amounts").optional();
    public static final TableColumn REASONS = TableColumn.of(
            "reasons",
            DataTypes.createArrayType(DataTypes.StringType),
            "",
            "never_placed (neither placed nor paid), unknown_platform, mixed_currencies, discount_above_price (of all its rows together), no_fx_rate (none on the business date or the 7 days before)");

    public static final Table TABLE = Table.silver("rejected_orders")
            .owner("data")
            .question("Which orders could not be valued, and why?")
            .grain(Orders.PLATFORM, Orders.ORDER_ID)
            .columns(instant("placed_at", "When it was placed").optional(), CURRENCY, REASONS, Orders.FIRST_EVENT_AT);

    private RejectedOrders() {}

    /** The orders that could not be valued. */
    public static Dataset<Row> of(Dataset<Row> settled) {
        return TABLE.conform(settled.where(not(SettledOrders.isValued())));
    }
}
