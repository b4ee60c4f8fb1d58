package io.souk.jobs.lake.landing;

import io.souk.jobs.config.SourceColumn;
import io.souk.jobs.config.SourceInput;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/**
 * What a task needs to know to take a file apart: an input without its types.
 *
 * @param columns the declared columns, in order
 * @param required those of them that a file must have
 * @param nulls texts that mean that there is no value
 */
public record RecordShape(
        SourceInput.Format format,
        String encoding,
        char delimiter,
        boolean hasHeader,
        boolean isMultiline,
        List<String> columns,
        List<String> required,
        List<String> nulls)
        implements Serializable {

    public static RecordShape of(SourceInput input) {
        return new RecordShape(
                input.format(),
                input.encoding().name(),
                input.delimiter(),
                input.layout().hasHeader(),
                input.layout().isMultiline(),
                input.columns().stream().map(SourceColumn::name).toList(),
                input.columns().stream()
                        .filter(SourceColumn::isRequired)
                        .map(SourceColumn::name)
                        .toList(),
                input.nulls());
    }

    /** A decoder that complains about bytes that are no text, rather than writing question marks. */
    CharsetDecoder decoder() {
        return Charset.forName(encoding)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * The value that a text stands for: the text without the blanks around it, and null for an empty one or one of the
     * source's words for nothing.
     */
    String valueOf(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        String value = text.substring(from, to);
        return value.isEmpty() || nulls.contains(value) ? null : value;
    }

    /** Blanks of every kind that people and spreadsheets leave around values, the one that does not break among them. */
    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\ufeff' || Character.isWhitespace(c);
    }

    List<String> missingFrom(List<String> present) {
        return required.stream().filter(column -> !present.contains(column)).toList();
    }
}
