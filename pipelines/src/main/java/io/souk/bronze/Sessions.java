package io.souk.bronze;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.Instant;
import java.util.List;

/** Who used a platform, when and for how long? One row per session. */
public final class Sessions {

    public static final TableColumn PLATFORM = text("platform", "Marketplace that was used");
    public static final TableColumn SESSION_ID = text("session_id", "Session");
    public static final TableColumn BUYER_ID = text("buyer_id", "Account that used it");
    public static final TableColumn STARTED_AT = instant("started_at", "When the session began");
    public static final TableColumn SECONDS = count("seconds", "seconds", "How long it lasted");
    public static final TableColumn CHANNEL =
            text("channel", "Entry point: app, web, wechat_mini_program, ...").optional();

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("sessions").owner("data").question("Who used a platform, when and for how long?"),
            List.of(PLATFORM, SESSION_ID, BUYER_ID, STARTED_AT, SECONDS, CHANNEL),
            List.of(PLATFORM, SESSION_ID),
            Sessions::rules);

    private Sessions() {}

    private static List<Rule> rules(Instant arrivedAt) {
        return List.of(
                Contract.plausible(STARTED_AT, arrivedAt),
                new Rule(
                        "absurd_duration",
                        "A session lasts between 0 seconds and a week",
                        row -> row.isBelow(SECONDS, 0) || row.isAbove(SECONDS, 7 * 86_400)));
    }
}
