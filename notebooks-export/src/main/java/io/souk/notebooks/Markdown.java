package io.souk.notebooks;

/** Words from declarations and runs, as Markdown shows them unchanged. */
final class Markdown {

    private Markdown() {}

    /** On one line, with nothing that ends a cell of a table, opens a tag or a link, or emphasises. */
    static String text(String words) {
        return words.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("[", "\\[")
                .replace("`", "\\`")
                .replace("$", "\\$")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("\\s+", " ");
    }
}
