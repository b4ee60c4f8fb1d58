package io.souk.bronze;

import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which marketplaces are there, who owns them, and whose clock do they keep? One row per platform. */
public final class Platforms {

    public static final TableColumn PLATFORM = text("platform", "Marketplace");
    public static final TableColumn PLATFORM_GROUP = text("platform_group", "Owner of the marketplace");
    public static final TableColumn TIME_ZONE = text("time_zone", "IANA zone whose calendar gives business dates");
    public static final TableColumn COUNTING_BASIS = text(
                    "counting_basis",
                    "Which orders the platform itself counts in its reports: paid (default) or placed")
            .optional();

    private static final Pattern RESERVED = Pattern.compile("^(all|none|group:.*)$|\\+");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final List<String> COUNTING_BASES = List.of("paid", "placed");

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("platforms").owner("data").question("Which marketplaces are there?"),
            List.of(PLATFORM, PLATFORM_GROUP, TIME_ZONE, COUNTING_BASIS),
            List.of(PLATFORM),
            arrivedAt -> List.of(
                    new Rule(
                            "reserved_platform",
                            "platform is all or none, begins with group: or has a plus sign, which name sums of platforms",
                            row -> row.matches(PLATFORM, RESERVED)),
                    new Rule("unknown_time_zone", "time_zone is no IANA zone", row -> row.isNoneOf(TIME_ZONE, ZONES)),
                    new Rule(
                            "unknown_counting_basis",
                            "counting_basis is neither paid nor placed",
                            row -> row.isNoneOf(COUNTING_BASIS, COUNTING_BASES))));

    private Platforms() {}
}
