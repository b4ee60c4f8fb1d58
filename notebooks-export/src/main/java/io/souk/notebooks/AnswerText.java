package io.souk.notebooks;

import java.util.ArrayList;
import java.util.List;

/** An answer as a notebook stores it: as plain text and as an HTML table. Nothing in a value acts: it is only shown. */
final class AnswerText {

    private static final String NULL = "NULL";

    private AnswerText() {}

    /** A table in columns of equal width; characters that East Asian scripts set wide count twice. */
    static String plain(Answer answer) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(answer.columns().stream().map(Answer.Column::name).toList());
        for (List<String> row : answer.rows()) {
            cells.add(row.stream()
                    .map(value -> value == null ? NULL : visible(value))
                    .toList());
        }
        int[] widths = new int[answer.columns().size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < cells.size(); line++) {
            appendLine(text, cells.get(line), answer.columns(), widths);
            if (line == 0) {
                appendLine(text, dashes(widths), answer.columns(), widths);
            }
        }
        return text.append(footer(answer)).toString();
    }

    /** A table with every value escaped; nulls are set apart from the word. */
    static String html(Answer answer) {
        StringBuilder html = new StringBuilder("<table>\n<thead>\n<tr>");
        for (Answer.Column column : answer.columns()) {
            appendElement(html, "th", column, escaped(column.name()));
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (List<String> row : answer.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String value = row.get(i);
                String shown = value == null ? "<em>null</em>" : escaped(visible(value));
                appendElement(html, "td", answer.columns().get(i), shown);
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n<p>")
                .append(escaped(footer(answer)))
                .append("</p>")
                .toString();
    }

    private static String footer(Answer answer) {
        int rows = answer.rows().size();
        if (answer.hasMore()) {
            return "(the first %d rows; run the cell with a limit to see others)".formatted(rows);
        }
        return rows == 1 ? "(1 row)" : "(%d rows)".formatted(rows);
    }

    private static List<String> dashes(int[] widths) {
        List<String> dashes = new ArrayList<>();
        for (int width : widths) {
            dashes.add("-".repeat(width));
        }
        return dashes;
    }

    private static void appendLine(StringBuilder text, List<String> values, List<Answer.Column> columns, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(values.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).isNumeric() ? padding + values.get(i) : values.get(i) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void appendElement(StringBuilder html, String tag, Answer.Column column, String content) {
        String side = column.isNumeric() ? "right" : "left";
        html.append("<%s style=\"text-align: %s\">".formatted(tag, side))
                .append(content)
                .append("</")
                .append(tag)
                .append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Line ends, terminal controls and marks that turn the direction of writing, shown as their code points. */
    private static String visible(String value) {
        StringBuilder shown = new StringBuilder();
        value.codePoints().forEach(c -> {
            boolean turnsDirection = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
            if (Character.isISOControl(c) || turnsDirection || c == 0x2028 || c == 0x2029) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static int width(String value) {
        return value.codePoints()
                .map(c -> switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
                    default -> isWide(c) ? 2 : 1;
                })
                .sum();
    }

    private static boolean isWide(int c) {
        if (Character.isIdeographic(c) || c >= 0x1F300 && c <= 0x1FAFF) {
            return true;
        }
        boolean isFullWidthForm = c >= 0x3000 && c <= 0x303E || c >= 0xFF01 && c <= 0xFF60;
        return isFullWidthForm
                || switch (Character.UnicodeScript.of(c)) {
                    case HIRAGANA, KATAKANA, HANGUL -> true;
                    default -> false;
                };
    }
}
