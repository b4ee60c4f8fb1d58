package io.souk.jobs.lake;

/** CSV by RFC 4180. */
public final class Csv {

    private Csv() {}

    /** A field, in quotes where it needs them. */
    public static String field(String text) {
        boolean needsQuotes = text.contains(",") || text.contains("\"") || text.contains("\n") || text.contains("\r");
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
