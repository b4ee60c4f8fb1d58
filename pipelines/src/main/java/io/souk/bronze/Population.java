package io.souk.bronze;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;

/** How many people live there? One row per country, city and year; the city {@code all} is the whole country. */
public final class Population {

    public static final TableColumn COUNTRY = text("country", "Country");
    public static final TableColumn CITY = text("city", "City, or all for the whole country");
    public static final TableColumn CENSUS_YEAR = integer("census_year", "year", "Year of the count or estimate");
    public static final TableColumn INHABITANTS = count("inhabitants", "people", "People who live there");

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("population").owner("data").question("How many people live there?"),
            List.of(COUNTRY, CITY, CENSUS_YEAR, INHABITANTS),
            List.of(COUNTRY, CITY, CENSUS_YEAR),
            arrivedAt -> List.of(
                    new Rule("negative_population", "inhabitants is below zero", row -> row.isBelow(INHABITANTS, 0))));

    private Population() {}
}
