package io.souk.bronze;

import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.integer;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Who is the buyer? One row per account and moment from which the description holds. */
public final class BuyerProfiles {

    public static final List<String> GENDERS = List.of("female", "male", "other");

    public static final TableColumn PLATFORM = text("platform", "Marketplace of the account");
    public static final TableColumn BUYER_ID = text("buyer_id", "Account");
    public static final TableColumn PERSON_ID =
            text("person_id", "The same human across platforms, where known").optional();
    public static final TableColumn CITY = text("city", "City of residence").optional();
    public static final TableColumn COUNTRY =
            text("country", "Country of residence").optional();
    public static final TableColumn GENDER =
            text("gender", "One of " + String.join(", ", GENDERS)).optional();
    public static final TableColumn BIRTH_YEAR =
            integer("birth_year", "year", "Year of birth").optional();
    public static final TableColumn REGISTERED_AT =
            instant("registered_at", "When the account was opened").optional();
    public static final TableColumn VALID_FROM = instant("valid_from", "From when the description holds");

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("buyer_profiles").owner("data").question("Who is the buyer, and since when?"),
            List.of(PLATFORM, BUYER_ID, PERSON_ID, CITY, COUNTRY, GENDER, BIRTH_YEAR, REGISTERED_AT, VALID_FROM),
            List.of(PLATFORM, BUYER_ID, VALID_FROM),
            BuyerProfiles::rules);

    private BuyerProfiles() {}

    private static List<Rule> rules(Instant arrivedAt) {
        int year = arrivedAt.atOffset(ZoneOffset.UTC).getYear();
        return List.of(
                Contract.plausible(VALID_FROM, arrivedAt),
                new Rule(
                        "unknown_gender",
                        "gender is none of " + String.join(", ", GENDERS),
                        row -> row.isNoneOf(GENDER, GENDERS)),
                new Rule(
                        "absurd_birth_year",
                        "birth_year lies before 1880 or after the row arrived",
                        row -> row.isBelow(BIRTH_YEAR, 1880) || row.isAbove(BIRTH_YEAR, year)));
    }
}
