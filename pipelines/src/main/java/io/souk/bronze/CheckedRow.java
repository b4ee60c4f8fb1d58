package io.souk.bronze;

import io.souk.table.TableColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A row of a contract while it is checked: its values in their types, where it came from, and why it cannot be believed.
 * One object serves row after row. Rules ask it questions; about a value that is absent the answer is no, but for
 * {@link #lacks}.
 */
public final class CheckedRow {

    private static final String SEPARATOR = "\n";

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, UTF8String> texts = new HashMap<>();
    private final Map<Collection<String>, Set<UTF8String>> sets = new IdentityHashMap<>();
    private final Object[] values;
    private final ZoneId zone;
    private final StringBuilder reasons = new StringBuilder();
    private UTF8String file;
    private long record;
    private UTF8String raw;
    private UTF8String mapped;
    private UTF8String hash;

    /** A row whose dates begin at midnight in {@code zone}. */
    CheckedRow(List<TableColumn> columns, ZoneId zone) {
        for (TableColumn column : columns) {
            places.put(column.name(), places.size());
        }
        this.values = new Object[columns.size()];
        this.zone = zone;
    }

    /** Whether there is no value. */
    public boolean lacks(TableColumn column) {
        return value(column) == null;
    }

    /** Whether a text is the given one. */
    public boolean is(TableColumn column, String text) {
        Object value = value(column);
        return value != null && value.equals(texts.computeIfAbsent(text, UTF8String::fromString));
    }

    /** Whether there is a text, and not the given one. */
    public boolean isOtherThan(TableColumn column, String text) {
        return !lacks(column) && !is(column, text);
    }

    /** Whether there is a text in which a pattern is found. */
    public boolean matches(TableColumn column, Pattern pattern) {
        Object value = value(column);
        return value != null && pattern.matcher(value.toString()).find();
    }

    /** Whether there is a text, and none of the given ones; they are to be the same object each time. */
    public boolean isNoneOf(TableColumn column, Collection<String> known) {
        Object value = value(column);
        return value != null && !sets.computeIfAbsent(known, CheckedRow::unsafe).contains((UTF8String) value);
    }

    private static Set<UTF8String> unsafe(Collection<String> texts) {
        Set<UTF8String> set = new HashSet<>();
        texts.forEach(text -> set.add(UTF8String.fromString(text)));
        return set;
    }

    public boolean isBelow(TableColumn column, long bound) {
        return !lacks(column) && compare(column, bound) < 0;
    }

    public boolean isAbove(TableColumn column, long bound) {
        return !lacks(column) && compare(column, bound) > 0;
    }

    /** Compares a number with a bound. */
    private int compare(TableColumn column, long bound) {
        Object value = value(column);
        return value instanceof Decimal decimal
                ? decimal.toJavaBigDecimal().compareTo(BigDecimal.valueOf(bound))
                : Long.compare(((Number) value).longValue(), bound);
    }

    /** A number in full; null where there is none. */
    public BigDecimal number(TableColumn column) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        return value instanceof Decimal decimal
                ? decimal.toJavaBigDecimal()
                : BigDecimal.valueOf(((Number) value).longValue());
    }

    /** The product of two numbers in full; null where one of them is absent. */
    public BigDecimal product(TableColumn one, TableColumn other) {
        return lacks(one) || lacks(other) ? null : number(one).multiply(number(other));
    }

    /** Whether a moment, or the beginning of a date, lies before the given one. */
    public boolean isBefore(TableColumn time, Instant moment) {
        return !lacks(time) && micros(time) < micros(moment);
    }

    /** Whether a moment, or the beginning of a date, lies after the given one. */
    public boolean isAfter(TableColumn time, Instant moment) {
        return !lacks(time) && micros(time) > micros(moment);
    }

    private long micros(TableColumn time) {
        Object value = value(time);
        DataType type = time.type();
        return type instanceof DateType
                ? micros(
                        LocalDate.ofEpochDay((Integer) value).atStartOfDay(zone).toInstant())
                : (Long) value;
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private Object value(TableColumn column) {
        return values[places.get(column.name())];
    }

    Object value(int place) {
        return values[place];
    }

    UTF8String file() {
        return file;
    }

    long record() {
        return record;
    }

    UTF8String raw() {
        return raw;
    }

    UTF8String mapped() {
        return mapped;
    }

    UTF8String hash() {
        return hash;
    }

    /** Why the row cannot be believed, one reason to a line; empty for a valid row. */
    String reasons() {
        return reasons.toString();
    }

    boolean isValid() {
        return reasons.isEmpty();
    }

    void begin(UTF8String sourceFile, long sourceRecord) {
        Arrays.fill(values, null);
        reasons.setLength(0);
        file = sourceFile;
        record = sourceRecord;
        raw = null;
        mapped = null;
        hash = null;
    }

    void put(int place, Object value) {
        values[place] = value;
    }

    void reject(String reason) {
        if (!reasons.isEmpty()) {
            reasons.append(SEPARATOR);
        }
        reasons.append(reason);
    }

    void endRejected(UTF8String rawRecord, UTF8String mappedRow) {
        raw = rawRecord;
        mapped = mappedRow;
    }

    void endValid(UTF8String rowHash) {
        hash = rowHash;
    }
}
