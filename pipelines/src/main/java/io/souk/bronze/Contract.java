package io.souk.bronze;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What every source is mapped to: a bronze table, the columns that identify a fact at its source, and the rules that a
 * row must keep.
 */
public final class Contract {

    /** The source (mapping) that a row came from. */
    public static final TableColumn SOURCE_NAME =
            TableColumn.text("source_name", "Name of the mapping that read the row");

    /** The file that a row came from. */
    public static final TableColumn SOURCE_FILE = TableColumn.text("source_file", "File that the row came from");

    /** The record that a row was made of; later records of a file correct earlier ones. */
    public static final TableColumn SOURCE_ROW = TableColumn.count(
            "source_row",
            "record",
            "Place of the record in its file, from 1: its first line, or the row in Parquet; 0 where it is not known");

    /** The batch of its source that a row came with; later batches correct earlier ones. */
    public static final TableColumn INGEST_BATCH =
            TableColumn.count("ingest_batch", "batch number", "Batch of the source in which the row arrived");

    /** 128 bits over the content of a row: equal rows are exact duplicates. */
    public static final TableColumn ROW_HASH =
            TableColumn.text("row_hash", "MD5 of the row's content; equal hashes are exact duplicates");

    /** Nothing was sold on a marketplace before this date: an earlier one is a mistake. */
    public static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

    private final Table table;
    private final List<TableColumn> content;
    private final List<String> identity;
    private final Function<Instant, List<Rule>> rules;

    private Contract(
            Table table, List<TableColumn> content, List<String> identity, Function<Instant, List<Rule>> rules) {
        this.table = table;
        this.content = content;
        this.identity = identity;
        this.rules = rules;
    }

    /**
     * Declares a contract.
     *
     * @param identity the columns that name one fact: of several rows with the same values the latest arrival holds.
     *     Where one of them is null the row's content is its identity
     * @param rules given the moment of arrival, the rules that a row must keep
     */
    static Contract of(
            Table.Builder declaration,
            List<TableColumn> content,
            List<TableColumn> identity,
            Function<Instant, List<Rule>> rules) {
        List<TableColumn> all = new ArrayList<>(content);
        all.addAll(List.of(SOURCE_NAME, SOURCE_FILE, SOURCE_ROW, INGEST_BATCH, ROW_HASH));
        return new Contract(
                declaration.columns(all.toArray(TableColumn[]::new)),
                List.copyOf(content),
                identity.stream().map(TableColumn::name).toList(),
                rules);
    }

    /** The bronze table: the content and, for each row, where it came from. */
    public Table table() {
        return table;
    }

    public String name() {
        return table.name();
    }

    /** The columns that a mapping fills. */
    public List<TableColumn> content() {
        return content;
    }

    public List<String> identity() {
        return identity;
    }

    /** The rules that rows arriving at {@code arrivedAt} must keep, beyond types and required columns. */
    public List<Rule> rules(Instant arrivedAt) {
        return rules.apply(arrivedAt);
    }

    /** A rule against times before {@link #EARLIEST} or more than a day after arrival. */
    static Rule plausible(TableColumn time, Instant arrivedAt) {
        Instant latest = arrivedAt.plusSeconds(86_400);
        return new Rule(
                "absurd_date:" + time.name(),
                "%s lies before 1995 or more than a day after the row arrived".formatted(time.name()),
                row -> row.isBefore(time, EARLIEST) || row.isAfter(time, latest));
    }
}
