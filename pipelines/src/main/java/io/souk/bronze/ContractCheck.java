package io.souk.bronze;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import io.souk.table.TableColumn;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Checks mapped rows against a contract: types, required columns, then the contract's rules. Every row comes out, with
 * all the reasons for which it cannot be believed; a row is valid where it has none.
 *
 * <p>Rows are checked one at a time in plain Java: code that Spark would generate for a contract grows so large that the
 * JVM does not compile it.
 */
public final class ContractCheck implements Serializable {

    /** The record that a row was made of: {@code struct<file: string, row: bigint, raw: string>}. */
    public static final String SOURCE = "_source";

    private static final String SEPARATOR = "\n";
    private static final int ABSENT = -1;
    private static final int SOURCE_FIELDS = 3;

    private static final InternalRow NO_RECORD = new GenericInternalRow(SOURCE_FIELDS);

    private final String contract;
    private final Instant arrivedAt;
    private final ZoneId zone;
    private final int source;
    private final int[] places;
    private final Getter[] getters;
    private final ValueCast[] casts;
    private final boolean[] isId;
    private final Pseudonyms pseudonyms;
    private final MappedRow original;

    private transient CheckedRow row;
    private transient RowHash hash;
    private transient List<TableColumn> content;
    private transient List<Rule> rules;

    private ContractCheck(
            Dataset<Row> mapped, Contract contract, Instant arrivedAt, ZoneId zone, Pseudonyms pseudonyms) {
        List<String> present = Arrays.asList(mapped.columns());
        this.contract = contract.name();
        this.arrivedAt = arrivedAt;
        this.zone = zone;
        this.source = present.indexOf(SOURCE);
        int columns = contract.content().size();
        this.places = new int[columns];
        this.getters = new Getter[columns];
        this.casts = new ValueCast[columns];
        this.isId = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            TableColumn column = contract.content().get(i);
            isId[i] = pseudonyms != null && Pseudonyms.isId(column.name());
            places[i] = present.indexOf(column.name());
            if (places[i] != ABSENT) {
                getters[i] = Getter.of(mapped.schema().apply(places[i]).dataType());
                casts[i] = ValueCasts.of(mapped, column.name(), column.type(), zone, Optional.empty());
            }
        }
        this.pseudonyms = pseudonyms;
        Set<String> left = new HashSet<>(Set.of(SOURCE));
        if (pseudonyms != null) {
            left.addAll(Pseudonyms.ids());
        }
        this.original = new MappedRow(mapped.schema(), left, zone);
    }

    /**
     * Prepares to check the rows of a select.
     *
     * @param mapped what the select yields: {@link #SOURCE} and any of the contract's columns; the others are null. Of
     *     the dataset nothing but its schema is used
     * @param arrivedAt when the rows arrived: later times than that are not believed
     * @param zone of times that state no offset
     * @param pseudonyms take the place of ids; where there are some, rejected rows are told without ids and without the
     *     record that they were made of
     */
    public static ContractCheck of(
            Dataset<Row> mapped, Contract contract, Instant arrivedAt, ZoneId zone, Optional<Pseudonyms> pseudonyms) {
        return new ContractCheck(mapped, contract, arrivedAt, zone, pseudonyms.orElse(null));
    }

    Contract contract() {
        return Contracts.named(contract).orElseThrow();
    }

    /** Checks one row, as Spark holds it inside. The answer is valid until the next one. */
    CheckedRow check(InternalRow mapped) {
        if (row == null) {
            content = contract().content();
            rules = contract().rules(arrivedAt);
            hash = new RowHash(content);
            row = new CheckedRow(content, zone);
        }
        InternalRow record = mapped.isNullAt(source) ? NO_RECORD : mapped.getStruct(source, SOURCE_FIELDS);
        row.begin(
                record.isNullAt(0) ? UTF8String.EMPTY_UTF8 : record.getUTF8String(0),
                record.isNullAt(1) ? CheckedSchema.NO_ROW : record.getLong(1));
        for (int i = 0; i < places.length; i++) {
            cast(mapped, i);
        }
        for (Rule rule : rules) {
            if (rule.isBroken().test(row)) {
                row.reject(rule.code());
            }
        }
        if (row.isValid()) {
            row.endValid(hash.of(row));
        } else {
            boolean isRawShown = pseudonyms == null && !record.isNullAt(2);
            row.endRejected(isRawShown ? record.getUTF8String(2) : null, original.json(mapped));
        }
        return row;
    }

    private void cast(InternalRow mapped, int column) {
        int place = places[column];
        Object value =
                place == ABSENT || mapped.isNullAt(place) ? null : casts[column].of(getters[column].get(mapped, place));
        if (value instanceof ValueCast.Unfit unfit) {
            row.reject(unfit.reason());
        } else if (value != null) {
            row.put(column, isId[column] ? pseudonyms.of((UTF8String) value) : value);
        } else if (content.get(column).isRequired()) {
            row.reject("missing:" + content.get(column).name());
        }
    }

    /** Reasons that apply, one to a line; null where one does not. Spark compiles this, and no filter over arrays. */
    public static Column joined(List<Column> reasons) {
        return concat_ws(SEPARATOR, reasons.toArray(Column[]::new));
    }

    /** The array of what {@link #joined} put together; empty where nothing applied. */
    public static Column reasons(Column joined) {
        return when(joined.equalTo(""), array().cast(Quarantine.REASONS.type())).otherwise(split(joined, SEPARATOR));
    }
}
