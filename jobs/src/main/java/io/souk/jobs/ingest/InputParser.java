package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.souk.bronze.Casting;
import io.souk.bronze.ContractCheck;
import io.souk.bronze.ValueCast;
import io.souk.bronze.ValueCasts;
import io.souk.jobs.config.SourceColumn;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.landing.RecordParser;
import io.souk.jobs.lake.landing.RecordShape;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Gives the records of an input their declared columns and types.
 */
final class InputParser {

    /** Why a record cannot be read, one reason to a line; the empty text for a good record. */
    static final String REASONS = "_reasons";

    private static final String SOURCE_TYPE = "struct<file: string, row: bigint, raw: string>";

    private InputParser() {}

    /** What a select sees of an input. */
    static StructType schema(SourceInput input) {
        StructType schema = new StructType().add(ContractCheck.SOURCE, DataType.fromDDL(SOURCE_TYPE));
        for (SourceColumn column : input.columns()) {
            schema = schema.add(column.name(), column.type());
        }
        return schema;
    }

    /** Parses text records. */
    static RecordParser ofText(MappingSession session, SourceInput input, ZoneId zone) {
        StructType texts = new StructType();
        for (SourceColumn column : input.columns()) {
            texts = texts.add(column.name(), DataTypes.StringType);
        }
        Dataset<Row> none = session.rows(List.of(), texts);
        ValueCast[] casts = new ValueCast[input.columns().size()];
        for (int i = 0; i < casts.length; i++) {
            SourceColumn column = input.columns().get(i);
            if (!(column.type() instanceof StringType)) {
                casts[i] = ValueCasts.of(none, column.name(), column.type(), zone, column.format());
            }
        }
        return new RecordParser(RecordShape.of(input), casts);
    }

    /**
     * Parses rows that have types already, beside {@code _file} and {@code _row}. Every row comes out, with all the
     * reasons for which it cannot be read: {@code _source}, the declared columns, {@code _reasons}.
     */
    static Dataset<Row> parseTyped(Dataset<Row> rows, SourceInput input) {
        List<Column> columns = new ArrayList<>();
        List<Column> reasons = new ArrayList<>();
        Column[] all = Arrays.stream(rows.columns())
                .filter(name -> !name.equals("_file") && !name.equals("_row"))
                .map(InputParser::quoted)
                .toArray(Column[]::new);
        columns.add(struct(
                        col("_file").as("file"),
                        col("_row").as("row"),
                        to_json(struct(all)).as("raw"))
                .as(ContractCheck.SOURCE));
        List<String> present = List.of(rows.columns());
        for (SourceColumn column : input.columns()) {
            if (present.contains(column.name())) {
                DataType type = rows.schema().apply(column.name()).dataType();
                add(column, quoted(column.name()), type, columns, reasons);
            } else {
                columns.add(lit(null).cast(column.type()).as(column.name()));
            }
        }
        return select(rows, columns, reasons);
    }

    private static void add(
            SourceColumn column, Column value, DataType from, List<Column> columns, List<Column> reasons) {
        if (from instanceof StringType && column.type() instanceof StringType) {
            columns.add(value.as(column.name()));
            return;
        }
        Casting casting = Casting.of(column.name(), value, from, column.type(), column.format());
        columns.add(casting.value().as(column.name()));
        reasons.add(casting.reason());
    }

    private static Dataset<Row> select(Dataset<Row> rows, List<Column> columns, List<Column> reasons) {
        Column all = ContractCheck.joined(reasons);
        columns.add(all.as(REASONS));
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}
