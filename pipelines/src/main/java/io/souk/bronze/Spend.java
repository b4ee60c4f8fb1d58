package io.souk.bronze;

import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.sourceAmount;
import static io.souk.table.TableColumn.text;

import io.souk.money.Currencies;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.Instant;
import java.util.List;

/** What did promotion cost? One row per platform, date, channel and campaign. */
public final class Spend {

    public static final TableColumn PLATFORM = text("platform", "Marketplace that was promoted");
    public static final TableColumn SPEND_DATE =
            date("spend_date", "Date that the money was spent on, in the platform's calendar");
    public static final TableColumn CHANNEL = text("channel", "Channel that was paid, written as touches write it");
    public static final TableColumn CAMPAIGN =
            text("campaign", "Campaign; all where the source gives one amount for the channel");
    public static final TableColumn CURRENCY = text("currency", "ISO 4217 code of the amount");
    public static final TableColumn SPEND_AMOUNT = sourceAmount("spend_amount", "What was spent, zero or more");

    /** The largest amount of a row that is believed, in its own currency. */
    private static final long LARGEST_AMOUNT = 1_000_000_000_000L;

    public static final Contract CONTRACT = Contract.of(
            Table.bronze("spend").owner("data").question("What did promotion cost?"),
            List.of(PLATFORM, SPEND_DATE, CHANNEL, CAMPAIGN, CURRENCY, SPEND_AMOUNT),
            List.of(PLATFORM, SPEND_DATE, CHANNEL, CAMPAIGN),
            Spend::rules);

    private Spend() {}

    private static List<Rule> rules(Instant arrivedAt) {
        return List.of(
                Contract.plausible(SPEND_DATE, arrivedAt),
                new Rule(
                        "unknown_currency",
                        "currency is no ISO 4217 code",
                        row -> row.isNoneOf(CURRENCY, Currencies.codes())),
                new Rule("negative_spend", "spend_amount is below zero", row -> row.isBelow(SPEND_AMOUNT, 0)),
                new Rule(
                        "absurd_amount",
                        "spend_amount is above " + LARGEST_AMOUNT,
                        row -> row.isAbove(SPEND_AMOUNT, LARGEST_AMOUNT)));
    }
}
