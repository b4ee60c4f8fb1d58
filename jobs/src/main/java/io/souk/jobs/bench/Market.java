package io.souk.jobs.bench;

import io.souk.time.DateSpan;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/**
 * A made-up market on disk: orders.parquet and touches.parquet with the columns of silver.orders and silver.touches,
 * platforms.parquet and an empty refunds.parquet. {@code market.sql} says what is in it.
 *
 * @param folder where the files are
 * @param orders how many orders or journeys it has
 */
record Market(Path folder, long orders) {

    /** Up to here no two orders of a market share a moment. */
    static final long MOST_ORDERS = 100_000_000;

    /** The dates of its orders: 730 days. */
    static final DateSpan SPAN = new DateSpan(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 12, 30));

    /** What its orders are paid in. */
    static final String CURRENCY = "CNY";

    private static final long ORDERS_FOR_A_PERSON = 8;

    /** The market of a size below a folder, made where it is not there yet. */
    static Market made(Path work, long orders, PrintStream messages) {
        return made(work, "market", orders, messages);
    }

    /** A market of journeys, one in 25 of which ends in an order: {@code journeys.sql} says what is in it. */
    static Market ofJourneys(Path work, long journeys, PrintStream messages) {
        return made(work, "journeys", journeys, messages);
    }

    private static Market made(Path work, String kind, long orders, PrintStream messages) {
        Path folder = work.resolve(kind + "-" + orders);
        if (Files.isDirectory(folder)) {
            return new Market(folder, orders);
        }
        messages.printf("making a %s of %,d%n", kind, orders);
        Path draft = work.resolve(kind + "-" + orders + ".draft");
        Folders.makeEmpty(draft);
        try (DuckDb duckDb = DuckDb.open(work.resolve("spill"))) {
            duckDb.script(
                    kind + ".sql",
                    Map.of(
                            "folder", draft.toString(),
                            "orders", Long.toString(orders),
                            "persons", Long.toString(orders / ORDERS_FOR_A_PERSON)));
        }
        try {
            Files.move(draft, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The market %s cannot be put into its place".formatted(folder), e);
        }
        return new Market(folder, orders);
    }

    Path file(String name) {
        return folder.resolve(name + ".parquet");
    }

    /** What scripts need to know of it. */
    Map<String, String> values(Path out) {
        return Map.of(
                "market", folder.toString(),
                "out", out.toString(),
                "first", SPAN.first().toString(),
                "last", SPAN.last().toString());
    }
}
