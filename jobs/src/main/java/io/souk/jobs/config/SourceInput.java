package io.souk.jobs.config;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A set of files that hold the same kind of records.
 *
 * @param name what the selects call it
 * @param path glob below the source's folder; it may begin with {@code ../}
 * @param encoding how text becomes bytes
 * @param delimiter what stands between the fields of CSV
 * @param layout how CSV files are laid out
 * @param columns what a record holds
 * @param nulls texts that mean that there is no value, beside the empty text
 */
public record SourceInput(
        String name,
        Mode mode,
        String path,
        Format format,
        Charset encoding,
        char delimiter,
        Layout layout,
        List<SourceColumn> columns,
        List<String> nulls) {

    /** How files arrive. */
    public enum Mode {
        /** Files arrive one after the other; each is read exactly once. */
        APPEND,
        /** The files together are a whole export; where one of them is new or changed, all are read again. */
        SNAPSHOT
    }

    /** How records are written down. */
    public enum Format {
        CSV,
        JSONL,
        PARQUET
    }

    /**
     * How CSV files are laid out.
     *
     * @param hasHeader whether the first line names the columns; without one they come in the declared order
     * @param isMultiline whether a quoted field may contain line breaks
     */
    public record Layout(boolean hasHeader, boolean isMultiline) {}

    static SourceInput read(String name, MappingNode node) {
        node.allowOnly("mode", "path", "format", "encoding", "delimiter", "multiline", "header", "nulls", "columns");
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw node.wrong(
                    "is no name that SQL takes without quotes. Use lower-case letters, digits and underscores");
        }
        Format format = oneOf(node, "format", Format.values(), node.text("format", "Say csv, jsonl or parquet"));
        if (!node.has("columns") || node.child("columns").children().isEmpty()) {
            throw node.wrong("declares no columns. List each with its type, for example: columns: {order_id: string}");
        }
        List<SourceColumn> columns = new ArrayList<>();
        node.child("columns")
                .children()
                .forEach((column, declared) -> columns.add(SourceColumn.read(column, declared)));
        requireDistinct(node, columns);
        boolean hasHeader = node.flag("header", true);
        boolean isMultiline = node.flag("multiline", false);
        if (format != Format.CSV && (!hasHeader || isMultiline || node.has("delimiter"))) {
            throw node.wrong("has delimiter, header or multiline, which only format csv knows");
        }
        return new SourceInput(
                name,
                oneOf(node, "mode", Mode.values(), node.text("mode", "Say append or snapshot")),
                node.text("path", "Name the files, for example: path: \"*.csv.gz\""),
                format,
                charset(node),
                delimiter(node),
                new Layout(hasHeader, isMultiline),
                List.copyOf(columns),
                node.has("nulls")
                        ? node.child("nulls").members().stream()
                                .map(MappingNode::text)
                                .toList()
                        : List.of());
    }

    private static void requireDistinct(MappingNode node, List<SourceColumn> columns) {
        List<String> names = columns.stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                throw node.wrong("declares the column %s twice; SQL does not tell upper from lower case"
                        .formatted(columns.get(i).name()));
            }
        }
    }

    private static Charset charset(MappingNode node) {
        String name = node.optionalText("encoding").orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: %s.encoding is '%s', which Java does not know. Use for example UTF-8, ISO-8859-1 or GBK"
                            .formatted(node.file(), node.path(), name),
                    e);
        }
    }

    private static char delimiter(MappingNode node) {
        String text = node.optionalText("delimiter").orElse(",");
        if (text.length() != 1 || text.equals("\"") || text.equals("\n") || text.equals("\r")) {
            throw node.wrong("has the delimiter '%s'. It is one character, such as \",\" or \"\\t\"".formatted(text));
        }
        return text.charAt(0);
    }

    private static <E extends Enum<E>> E oneOf(MappingNode node, String key, E[] values, String typed) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(() -> node.wrong("has the %s '%s'. It is one of %s"
                        .formatted(
                                key,
                                typed,
                                String.join(
                                        ", ",
                                        Arrays.stream(values)
                                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                                .toList()))));
    }
}
