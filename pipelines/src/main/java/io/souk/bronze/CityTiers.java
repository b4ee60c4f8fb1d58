package io.souk.bronze;

import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;

/** Which tier does a city belong to, by the list of which year? One row per city and vintage. */
public final class CityTiers {

    /** The tiers from the largest cities down. */
    public static final List<String> TIERS = List.of("first", "new_first", "second", "third", "fourth", "fifth");

    public static final TableColumn COUNTRY = text("country", "Country of the city");
    public static final TableColumn CITY = text("city", "City, written as orders and profiles write it");
    public static final TableColumn VINTAGE = integer("vintage", "year", "Year of the list");
    public static final TableColumn TIER = text("tier", "One of " + String.join(", ", TIERS));

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("city_tiers").owner("data").question("Which tier does a city belong to?"),
            List.of(COUNTRY, CITY, VINTAGE, TIER),
            List.of(COUNTRY, CITY, VINTAGE),
            arrivedAt -> List.of(new Rule(
                    "unknown_tier", "tier is none of " + String.join(", ", TIERS), row -> row.isNoneOf(TIER, TIERS))));

    private CityTiers() {}
}
