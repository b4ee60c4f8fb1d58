package io.souk.notebooks;

import java.util.regex.Pattern;

/** A cell of the notebook. */
sealed interface Cell {

    /** What other cells and tools call it: unique within the notebook, and the same in every export. */
    String id();

    /** What the cell holds, as a reader of the notebook sees it. */
    String source();

    /** Words, in Markdown. */
    record Prose(String id, String source) implements Cell {
        public Prose {
            requireId(id);
        }
    }

    /**
     * One question in SQL, asked through DuckDB's Python module.
     *
     * @param preparation Python that runs before it, or empty
     */
    record Query(String id, String preparation, String sql) implements Cell {

        public Query {
            requireId(id);
            if (sql.contains("\\") || sql.contains("\"\"\"")) {
                throw new IllegalArgumentException(
                        "The SQL of cell %s has a backslash or three quotes, which Python would read otherwise. Write it without."
                                .formatted(id));
            }
        }

        /** The first query of a notebook: it imports DuckDB. */
        static Query first(String id, String sql) {
            return new Query(id, "import duckdb\n\n", sql);
        }

        static Query of(String id, String sql) {
            return new Query(id, "", sql);
        }

        @Override
        public String source() {
            return preparation + "duckdb.sql(\"\"\"\n" + sql.stripTrailing() + "\n\"\"\")";
        }
    }

    /** What nbformat 4.5 takes for an id. */
    Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no id of a cell. Use up to 64 letters, digits, - and _.".formatted(id));
        }
    }
}
