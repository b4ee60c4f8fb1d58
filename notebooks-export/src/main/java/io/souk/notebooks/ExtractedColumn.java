package io.souk.notebooks;

/**
 * A column of an extract.
 *
 * @param type as its declaration writes it: {@code decimal(28,2)}
 * @param unit what one step of the value is, or empty for names and keys
 */
public record ExtractedColumn(String name, String type, String unit, String meaning) {

    public ExtractedColumn {
        SqlText.requirePlainName(name);
    }

    boolean isDate() {
        return type.equals("date");
    }
}
