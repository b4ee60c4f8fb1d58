package io.souk.jobs.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.souk.jobs.lake.Csv;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** How an answer is printed. */
public enum ResultFormat {
    /** Columns under each other, for people. */
    TABLE {
        @Override
        void print(Dataset<Row> answer, PrintStream out) {
            StructField[] fields = answer.schema().fields();
            List<String[]> lines = new ArrayList<>();
            lines.add(answer.columns());
            texts(answer).forEachRemaining(row -> lines.add(texts(row, "null")));
            int[] widths = IntStream.range(0, fields.length)
                    .map(column -> lines.stream()
                            .mapToInt(line -> line[column].length())
                            .max()
                            .orElse(0))
                    .toArray();
            for (int i = 0; i < lines.size(); i++) {
                out.println(line(lines.get(i), widths, fields));
                if (i == 0) {
                    out.println(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
                }
            }
        }
    },
    /** RFC 4180 with a header; a null is an empty field. */
    CSV {
        @Override
        void print(Dataset<Row> answer, PrintStream out) {
            out.print(csv(answer.columns()));
            texts(answer).forEachRemaining(row -> out.print(csv(texts(row, ""))));
        }
    },
    /** One JSON object per line; dates and decimals as text keep every digit. */
    JSON {
        @Override
        void print(Dataset<Row> answer, PrintStream out) {
            JsonMapper mapper = JsonMapper.builder().build();
            Dataset<Row> plain = numbersAndTexts(answer);
            String[] names = answer.columns();
            plain.toLocalIterator().forEachRemaining(row -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (int i = 0; i < names.length; i++) {
                    object.put(names[i], row.get(i));
                }
                try {
                    out.println(mapper.writeValueAsString(object));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("A row cannot be written as JSON: " + row, e);
                }
            });
        }
    };

    abstract void print(Dataset<Row> answer, PrintStream out);

    /** Every column as Spark writes it in text; rows stream to the driver partition by partition. */
    private static Iterator<Row> texts(Dataset<Row> answer) {
        return answer.toDF(positions(answer))
                .select(Arrays.stream(positions(answer))
                        .map(name -> functions.col(name).cast(DataTypes.StringType))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .toLocalIterator();
    }

    private static Dataset<Row> numbersAndTexts(Dataset<Row> answer) {
        StructField[] fields = answer.schema().fields();
        String[] names = positions(answer);
        return answer.toDF(names)
                .select(IntStream.range(0, fields.length)
                        .mapToObj(i -> fields[i].dataType() instanceof NumericType
                                        || fields[i].dataType().equals(DataTypes.BooleanType)
                                ? functions.col(names[i])
                                : functions.col(names[i]).cast(DataTypes.StringType))
                        .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** Names by position: an answer may have two columns of one name. */
    private static String[] positions(Dataset<Row> answer) {
        return IntStream.range(0, answer.columns().length)
                .mapToObj(i -> "c" + i)
                .toArray(String[]::new);
    }

    private static String[] texts(Row row, String ofNull) {
        return IntStream.range(0, row.length())
                .mapToObj(i -> row.isNullAt(i) ? ofNull : row.getString(i))
                .toArray(String[]::new);
    }

    private static String line(String[] cells, int[] widths, StructField[] fields) {
        return IntStream.range(0, cells.length)
                .mapToObj(i -> {
                    String padding = " ".repeat(widths[i] - cells[i].length());
                    return fields[i].dataType() instanceof NumericType ? padding + cells[i] : cells[i] + padding;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String csv(String[] cells) {
        return Arrays.stream(cells).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }
}
