package io.souk.notebooks;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a query yielded, as far as a notebook shows it.
 *
 * @param rows values as text, null where the value is null; at most {@link #MOST_ROWS} of them
 * @param hasMore whether the query yielded more rows than these
 */
record Answer(List<Column> columns, List<List<String>> rows, boolean hasMore) {

    /** Rows that a notebook shows of one answer. */
    static final int MOST_ROWS = 200;

    private static final Set<Integer> NUMERIC = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.NUMERIC,
            Types.DECIMAL,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE);

    /** Name of a column of the answer, and whether its values are numbers, which are set flush right. */
    record Column(String name, boolean isNumeric) {}

    static Answer of(ResultSet result) throws SQLException {
        ResultSetMetaData described = result.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= described.getColumnCount(); i++) {
            boolean isNumeric = NUMERIC.contains(described.getColumnType(i))
                    || described.getColumnTypeName(i).equals("HUGEINT");
            columns.add(new Column(described.getColumnLabel(i), isNumeric));
        }
        List<List<String>> rows = new ArrayList<>();
        boolean hasMore = false;
        while (result.next()) {
            if (rows.size() == MOST_ROWS) {
                hasMore = true;
                break;
            }
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(text(result.getObject(i)));
            }
            rows.add(Collections.unmodifiableList(row));
        }
        return new Answer(List.copyOf(columns), List.copyOf(rows), hasMore);
    }

    private static String text(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? BigDecimal.valueOf(number).toPlainString() : number.toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value.toString();
    }
}
