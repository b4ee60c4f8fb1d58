package io.souk.jobs.lake;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of some blocks and, after them, the blocks' figures: rows without a file, with the sum as position. */
final class MadeRows implements Iterator<Row> {

    static final String FILE = "file";
    static final String POSITION = "position";
    static final String LINE = "line";

    static final StructType SCHEMA = new StructType()
            .add(FILE, DataTypes.StringType, false)
            .add(POSITION, DataTypes.LongType, false)
            .add(LINE, DataTypes.StringType, false);

    private static final String NO_FILE = "";

    private final Map<String, Long> sums = new HashMap<>();
    private final Iterator<LandingRow> rows;
    private Iterator<Map.Entry<String, Long>> figures;

    MadeRows(LandingBlocks source, long first, long last) {
        this.rows = source.rows(first, last, (name, figure) -> sums.merge(name, figure, Math::addExact));
    }

    static boolean isFigure(Row row) {
        return row.getString(0).equals(NO_FILE);
    }

    @Override
    public boolean hasNext() {
        if (figures != null) {
            return figures.hasNext();
        }
        if (rows.hasNext()) {
            return true;
        }
        figures = sums.entrySet().iterator();
        return figures.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The blocks have no more rows");
        }
        if (figures == null) {
            LandingRow row = rows.next();
            return RowFactory.create(row.file(), row.position(), row.line());
        }
        Map.Entry<String, Long> figure = figures.next();
        return RowFactory.create(NO_FILE, figure.getValue(), figure.getKey());
    }
}
