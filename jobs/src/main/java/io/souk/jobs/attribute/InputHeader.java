package io.souk.jobs.attribute;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of an input. */
final class InputHeader {

    /**
     * Where a column is.
     *
     * @param position from 0; below 0 where there is none
     */
    record Column(String name, int position) {
        boolean isMissing() {
            return position < 0;
        }
    }

    private final Path file;
    private final List<String> columns;

    InputHeader(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String column : this.columns) {
            if (!seen.add(column)) {
                throw invalid("two columns are named '%s'.".formatted(column), "Rename one of them.");
            }
        }
    }

    /** A column that must be there. */
    Column required(NamedColumn named) {
        Column column = optional(named);
        if (column.isMissing()) {
            throw invalid(
                    "there is no column '%s'; the columns are: %s."
                            .formatted(String.join("' or '", named.names()), listed()),
                    "Name it with %s.".formatted(named.option()));
        }
        return column;
    }

    /** A column that may be missing, unless the user chose its name. */
    Column optional(NamedColumn named) {
        for (String name : named.names()) {
            if (columns.contains(name)) {
                return new Column(name, columns.indexOf(name));
            }
        }
        if (named.isChosen()) {
            throw invalid(
                    "there is no column '%s'; the columns are: %s."
                            .formatted(named.names().get(0), listed()),
                    "Correct %s.".formatted(named.option()));
        }
        return new Column(named.names().get(0), -1);
    }

    private String listed() {
        return InputRow.shortened(String.join(", ", columns), 300);
    }

    private InvalidInputException invalid(String why, String remedy) {
        return new InvalidInputException(file, "header", why, remedy);
    }
}
