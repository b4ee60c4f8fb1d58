package io.souk.jobs.attribute;

import io.souk.math.ConversionPath;
import io.souk.math.PathData;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The field's usual input: a row for each path, with how many took it and converted, what those were worth, and how many
 * took it and did not.
 */
public final class PathFile {

    private static final List<String> USUAL_SEPARATORS = List.of(" > ", ">", "|", ";", ",", "→", "/");

    /**
     * What the columns are called.
     *
     * @param path touches joined by the separator
     * @param conversions required
     * @param value may be missing
     * @param nulls may be missing
     */
    public record Columns(NamedColumn path, NamedColumn conversions, NamedColumn value, NamedColumn nulls) {}

    private final Path file;
    private final String separator;
    private final Pattern splitter;
    private final List<ConversionPath> rows = new ArrayList<>();
    private InputHeader.Column path;
    private InputHeader.Column conversions;
    private InputHeader.Column value;
    private InputHeader.Column nulls;
    private boolean isSeparated;
    private String firstPath;
    private String firstPlace;

    private PathFile(Path file, String separator) {
        this.file = file;
        this.separator = separator;
        this.splitter = Pattern.compile(Pattern.quote(separator));
    }

    /**
     * Reads paths.
     *
     * @param separator between touches; empty where every path is one touch
     * @throws InvalidInputException where the file holds what cannot be attributed
     */
    public static AttributionInput read(Path file, Columns columns, String separator) {
        PathFile reading = new PathFile(file, separator);
        InputFile.read(file, header -> reading.header(header, columns), reading::row);
        reading.checkSeparator();
        return new AttributionInput(
                PathData.of(reading.rows), !reading.value.isMissing(), !reading.nulls.isMissing(), List.of());
    }

    private void header(InputHeader header, Columns columns) {
        path = header.required(columns.path());
        conversions = header.required(columns.conversions());
        value = header.optional(columns.value());
        nulls = header.optional(columns.nulls());
    }

    private void row(InputRow row) {
        String text = row.text(path);
        if (firstPath == null) {
            firstPath = text;
            firstPlace = row.place();
        }
        BigDecimal converted = row.amount(conversions);
        BigDecimal worth = row.amount(value);
        if (converted.signum() == 0 && worth.signum() > 0) {
            throw row.invalid(
                    "%s is %s where %s is 0.".formatted(value.name(), worth.toPlainString(), conversions.name()),
                    "Value belongs to conversions: correct one of them.");
        }
        rows.add(ConversionPath.untimed(touches(row, text), converted, worth, row.amount(nulls)));
    }

    private List<String> touches(InputRow row, String text) {
        if (separator.isEmpty()) {
            return List.of(text);
        }
        // Blanks at the ends let a separator that begins or ends the path be seen as one.
        List<String> touches = Arrays.stream(splitter.split(" " + text + " ", -1))
                .map(String::strip)
                .toList();
        isSeparated |= touches.size() > 1;
        for (int i = 0; i < touches.size(); i++) {
            if (isEmpty(touches.get(i))) {
                throw row.invalid(
                        "touch %d of the path '%s' is empty.".formatted(i + 1, InputRow.shortened(text, 60)),
                        "Name its channel, or take out the separator that is too many.");
            }
        }
        return touches;
    }

    /** Whether nothing but the other half of two separators in a row is there. */
    private boolean isEmpty(String touch) {
        String mark = separator.strip();
        return touch.isEmpty()
                || (!mark.isEmpty()
                        && (touch.equals(mark) || touch.startsWith(mark + " ") || touch.endsWith(" " + mark)));
    }

    private void checkSeparator() {
        if (separator.isEmpty() || isSeparated) {
            return;
        }
        String seen = USUAL_SEPARATORS.stream()
                .filter(usual ->
                        rows.stream().anyMatch(row -> row.channels().get(0).contains(usual)))
                .map(usual -> "--separator '%s'".formatted(usual))
                .findFirst()
                .orElse("--separator '...'");
        throw new InvalidInputException(
                file,
                firstPlace,
                "the separator '%s' is neither in this path, '%s', nor in any other."
                        .formatted(separator, InputRow.shortened(firstPath, 60)),
                "Name the right one, such as %s; where every path really is one touch, say --separator ''."
                        .formatted(seen));
    }
}
