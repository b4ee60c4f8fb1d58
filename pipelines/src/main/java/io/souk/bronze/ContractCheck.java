package io.souk.bronze;

import static io.souk.bronze.Contract.ROW_HASH;
import static io.souk.bronze.Contract.SOURCE_FILE;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.souk.table.TableColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.TimestampType;

/**
 * Checks mapped rows against a contract: types, required columns, then the contract's rules. Every row comes out, with
 * all the reasons for which it cannot be believed; a row is valid where it has none.
 */
public final class ContractCheck {

    /** The record that a row was made of: {@code struct<file: string, row: bigint, raw: string>}. */
    public static final String SOURCE = "_source";

    public static final String SOURCE_ROW = "source_row";

    private static final String ORIGINAL = "_original";
    private static final String CASTING_REASONS = "_casting_reasons";
    private static final String REASONS = "_reasons";
    private static final String SEPARATOR = "\n";

    private ContractCheck() {}

    /**
     * Checks rows.
     *
     * @param mapped what a select yields: {@link #SOURCE} and any of the contract's columns; the others are null
     * @param arrivedAt when the rows arrived: later times than that are not believed
     * @return the contract's content, {@code source_file}, {@code source_row}, {@code raw}, {@code mapped} (the row before
     *     the check in JSON, for rejected rows), {@code reasons} and {@code row_hash}
     */
    public static Dataset<Row> check(Dataset<Row> mapped, Contract contract, Instant arrivedAt) {
        Set<String> present = Set.copyOf(Arrays.asList(mapped.columns()));
        List<Column> typed = new ArrayList<>();
        List<Column> castingReasons = new ArrayList<>();
        for (TableColumn column : contract.content()) {
            if (!present.contains(column.name())) {
                typed.add(lit(null).cast(column.type()).as(column.name()));
                if (column.isRequired()) {
                    castingReasons.add(lit("missing:" + column.name()));
                }
                continue;
            }
            Casting casting = Casting.of(
                    column.name(),
                    column.col(),
                    mapped.schema().apply(column.name()).dataType(),
                    column.type(),
                    Optional.empty());
            typed.add(casting.value().as(column.name()));
            Column isMissing = casting.value().isNull().and(casting.reason().isNull());
            castingReasons.add(
                    column.isRequired()
                            ? coalesce(casting.reason(), when(isMissing, lit("missing:" + column.name())))
                            : casting.reason());
        }
        Column[] original = Arrays.stream(mapped.columns())
                .filter(name -> !name.equals(SOURCE))
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
        Column[] first = Stream.concat(
                        typed.stream(),
                        Stream.of(
                                col(SOURCE),
                                struct(original).as(ORIGINAL),
                                joined(castingReasons).as(CASTING_REASONS)))
                .toArray(Column[]::new);

        List<Column> reasons = new ArrayList<>();
        reasons.add(when(col(CASTING_REASONS).notEqual(""), col(CASTING_REASONS)));
        contract.rules(arrivedAt).forEach(rule -> reasons.add(when(rule.isBroken(), lit(rule.code()))));
        Column[] content = contract.content().stream().map(TableColumn::col).toArray(Column[]::new);
        Column isValid = col(REASONS).equalTo("");
        return mapped.select(first)
                .withColumn(REASONS, joined(reasons))
                .select(Stream.concat(
                                Arrays.stream(content),
                                Stream.of(
                                        col(SOURCE).getField("file").as(SOURCE_FILE.name()),
                                        col(SOURCE).getField("row").as(SOURCE_ROW),
                                        when(isValid, lit(null))
                                                .otherwise(col(SOURCE).getField("raw"))
                                                .as(Quarantine.RAW.name()),
                                        when(isValid, lit(null))
                                                .otherwise(to_json(col(ORIGINAL)))
                                                .as(Quarantine.MAPPED.name()),
                                        reasons(col(REASONS)).as(Quarantine.REASONS.name()),
                                        when(isValid, hash(contract)).as(ROW_HASH.name())))
                        .toArray(Column[]::new));
    }

    /** Reasons that apply, one to a line; null where one does not. Spark compiles this, and no filter over arrays. */
    public static Column joined(List<Column> reasons) {
        return concat_ws(SEPARATOR, reasons.toArray(Column[]::new));
    }

    /** The array of what {@link #joined} put together; empty where nothing applied. */
    public static Column reasons(Column joined) {
        return when(joined.equalTo(""), array().cast(Quarantine.REASONS.type())).otherwise(split(joined, SEPARATOR));
    }

    /**
     * 128 bits over what the contract's columns hold. Values are written with their names and lengths, so that no two
     * different rows read the same; absent values are left out, so that a contract can gain an optional column without
     * making old rows look new.
     */
    private static Column hash(Contract contract) {
        return md5(concat_ws(
                        "",
                        contract.content().stream().map(ContractCheck::written).toArray(Column[]::new))
                .cast("binary"));
    }

    private static Column written(TableColumn column) {
        // Times are written as a number: their text would depend on the session's time zone.
        Column text = column.type() instanceof TimestampType
                ? unix_micros(column.col()).cast("string")
                : column.col().cast("string");
        return concat(lit(column.name() + "="), length(text).cast("string"), lit(":"), text);
    }
}
