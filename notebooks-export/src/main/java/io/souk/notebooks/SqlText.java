package io.souk.notebooks;

import java.util.regex.Pattern;

/** Names and texts as SQL writes them. */
final class SqlText {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private SqlText() {}

    /**
     * Tables and columns are named by plain words, which go into queries and file names as they are.
     *
     * @throws IllegalArgumentException for any other name
     */
    static void requirePlainName(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    ("'%s' is no name of a table or column: queries and files use it as it is."
                                    + " Use lower case letters, digits and underscores.")
                            .formatted(name));
        }
    }

    /** A string literal: {@code it's} becomes {@code 'it''s'}. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A quoted identifier. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
