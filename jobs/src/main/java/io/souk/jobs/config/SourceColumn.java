package io.souk.jobs.config;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * A column of an input.
 *
 * @param name as the file's header or key has it
 * @param type what a value must be; a value that is not is rejected with its row
 * @param format how times and dates are written ({@code M/d/yyyy H:mm}); none for ISO 8601
 * @param presence whether a file may lack the column
 */
public record SourceColumn(String name, DataType type, Optional<String> format, Presence presence) {

    /** Whether a file may lack a column. */
    public enum Presence {
        /** A file without the column is rejected whole. */
        REQUIRED,
        /** A file without the column has nulls there. */
        OPTIONAL
    }

    public boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    static SourceColumn read(String name, MappingNode node) {
        if (name.startsWith("_")) {
            throw node.wrong("begins with an underscore, which is kept for Souk's own columns. Rename the column");
        }
        if (node.node().isValueNode()) {
            return new SourceColumn(name, type(node, node.text()), Optional.empty(), Presence.REQUIRED);
        }
        node.allowOnly("type", "format", "optional");
        DataType type = type(node, node.text("type", "Name a Spark SQL type, such as string, int or timestamp"));
        Optional<String> format = node.optionalText("format");
        boolean isTime = type.typeName().equals("timestamp") || type.typeName().equals("date");
        if (format.isPresent() && !isTime) {
            throw node.wrong(
                    "has a format, but its type is %s. Only date and timestamp have one".formatted(type.sql()));
        }
        return new SourceColumn(
                name, type, format, node.flag("optional", false) ? Presence.OPTIONAL : Presence.REQUIRED);
    }

    private static DataType type(MappingNode node, String name) {
        try {
            return DataType.fromDDL(name);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "%s: %s has the type '%s', which is no Spark SQL type. Use string, int, bigint, double, decimal(18,4), boolean, date or timestamp"
                            .formatted(node.file(), node.path(), name),
                    e);
        }
    }
}
