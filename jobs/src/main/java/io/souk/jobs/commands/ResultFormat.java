package io.souk.jobs.commands;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.souk.jobs.lake.Csv;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How an answer is printed. */
public enum ResultFormat {
    /** Columns under each other, for people. */
    TABLE {
        @Override
        void print(Answer answer, PrintStream out) {
            List<Answer.Field> columns = answer.columns();
            List<String[]> lines = new ArrayList<>();
            lines.add(names(answer));
            answer.texts().forEachRemaining(row -> lines.add(filled(row, "null")));
            int[] widths = IntStream.range(0, columns.size())
                    .map(column -> lines.stream()
                            .mapToInt(line -> line[column].length())
                            .max()
                            .orElse(0))
                    .toArray();
            for (int i = 0; i < lines.size(); i++) {
                out.println(line(lines.get(i), widths, columns));
                if (i == 0) {
                    out.println(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
                }
            }
        }
    },
    /** RFC 4180 with a header; a null is an empty field. */
    CSV {
        @Override
        void print(Answer answer, PrintStream out) {
            out.print(csv(names(answer)));
            answer.texts().forEachRemaining(row -> out.print(csv(filled(row, ""))));
        }
    },
    /** One JSON object per line; decimals keep every digit, dates are texts. */
    JSON {
        @Override
        void print(Answer answer, PrintStream out) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();
            String[] names = names(answer);
            answer.values().forEachRemaining(row -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (int i = 0; i < names.length; i++) {
                    object.put(names[i], row[i]);
                }
                try {
                    out.println(mapper.writeValueAsString(object));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("A row cannot be written as JSON: " + Arrays.toString(row), e);
                }
            });
        }
    };

    abstract void print(Answer answer, PrintStream out);

    private static String[] names(Answer answer) {
        return answer.columns().stream().map(Answer.Field::name).toArray(String[]::new);
    }

    private static String[] filled(String[] row, String ofNull) {
        return Arrays.stream(row).map(text -> text == null ? ofNull : text).toArray(String[]::new);
    }

    private static String line(String[] cells, int[] widths, List<Answer.Field> columns) {
        return IntStream.range(0, cells.length)
                .mapToObj(i -> {
                    String padding = " ".repeat(widths[i] - cells[i].length());
                    return columns.get(i).isNumber() ? padding + cells[i] : cells[i] + padding;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String csv(String[] cells) {
        return Arrays.stream(cells).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }
}
