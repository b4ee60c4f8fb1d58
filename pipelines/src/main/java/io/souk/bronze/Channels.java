package io.souk.bronze;

import static io.souk.table.TableColumn.flag;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.List;

/** What kind of channel is it? One row per channel. */
public final class Channels {

    public static final TableColumn CHANNEL = text("channel", "Channel as touches name it");
    public static final TableColumn CHANNEL_KIND = text("channel_kind", "social, search, offline, link, direct, ...");
    public static final TableColumn IS_PAID =
            flag("is_paid", "Whether its touches are paid for where the touch does not say");

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("channels").owner("data").question("What kind of channel is it?"),
            List.of(CHANNEL, CHANNEL_KIND, IS_PAID),
            List.of(CHANNEL),
            arrivedAt -> List.of());

    private Channels() {}
}
