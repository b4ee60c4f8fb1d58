package io.souk.bronze;

import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;

/** Who sells? One row per seller of a platform. */
public final class Sellers {

    public static final TableColumn PLATFORM = text("platform", "Marketplace of the seller");
    public static final TableColumn SELLER_ID = text("seller_id", "Seller");
    public static final TableColumn COUNTRY =
            text("country", "Country of the seller").optional();
    public static final TableColumn CITY = text("city", "City of the seller").optional();
    public static final TableColumn BIRTH_YEAR =
            integer("birth_year", "year", "Year of birth of the owner").optional();
    public static final TableColumn REGISTERED_AT =
            instant("registered_at", "When the shop was opened").optional();
    public static final TableColumn IS_MAKER =
            flag("is_maker", "Whether the seller makes what it sells").optional();

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("sellers").owner("data").question("Who sells?"),
            List.of(PLATFORM, SELLER_ID, COUNTRY, CITY, BIRTH_YEAR, REGISTERED_AT, IS_MAKER),
            List.of(PLATFORM, SELLER_ID),
            arrivedAt -> List.of(new Rule(
                    "absurd_birth_year",
                    "birth_year lies before 1880 or after 2100",
                    row -> row.isBelow(BIRTH_YEAR, 1880) || row.isAbove(BIRTH_YEAR, 2100))));

    private Sellers() {}
}
