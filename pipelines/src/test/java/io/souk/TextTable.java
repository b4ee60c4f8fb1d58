package io.souk;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Tables as text, as tests read best: a header, then one line per row, columns between bars; a dash is null. */
public final class TextTable {

    private TextTable() {}

    /** Rows of a table; columns that the text does not name are null, or hold the default that is given. */
    public static Dataset<Row> rows(Table table, String text) {
        return rows(table.columns(), Map.of(), text);
    }

    /** Rows of some columns; {@code defaults} fills columns that the text does not name. */
    public static Dataset<Row> rows(List<TableColumn> columns, Map<String, String> defaults, String text) {
        List<String[]> lines = cells(text);
        String[] header = lines.get(0);
        StructType strings = new StructType(Arrays.stream(header)
                .map(name -> DataTypes.createStructField(name, DataTypes.StringType, true))
                .toArray(StructField[]::new));
        List<Row> data = lines.stream()
                .skip(1)
                .map(cells -> RowFactory.create(
                        (Object[]) Arrays.stream(cells).map(TextTable::value).toArray(String[]::new)))
                .toList();
        List<String> named = List.of(header);
        Column[] typed = columns.stream()
                .map(column -> {
                    Column value = named.contains(column.name())
                            ? functions.col(column.name())
                            : functions.lit(defaults.get(column.name()));
                    return value.cast(column.type()).as(column.name());
                })
                .toArray(Column[]::new);
        return LocalSpark.session().createDataFrame(data, strings).select(typed);
    }

    /** Compares the columns that the text names, in any order of rows. */
    public static void assertRows(Dataset<Row> actual, String expected) {
        List<String[]> lines = cells(expected);
        String[] header = lines.get(0);
        List<String> wanted =
                lines.stream().skip(1).map(cells -> String.join(" | ", cells)).toList();
        List<String> found = actual
                .select(Arrays.stream(header)
                        .map(name -> functions.col(name).cast(DataTypes.StringType))
                        .toArray(Column[]::new))
                .collectAsList()
                .stream()
                .map(row -> texts(row).stream().collect(Collectors.joining(" | ")))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            texts.add(row.isNullAt(i) ? "-" : row.getString(i));
        }
        return texts;
    }

    private static List<String[]> cells(String text) {
        Function<String, String[]> split =
                line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        return text.lines().filter(line -> !line.isBlank()).map(split).toList();
    }

    private static String value(String cell) {
        return cell.equals("-") ? null : cell;
    }
}
