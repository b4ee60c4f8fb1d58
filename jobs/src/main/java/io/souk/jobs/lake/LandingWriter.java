package io.souk.jobs.lake;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes made-up landing files with Spark. Which worker makes which rows does not show: a file's lines are sorted, and
 * its bytes are the same on any number of cores. Rows stream through, so memory does not grow with them.
 */
public final class LandingWriter {

    private static final StructType FIGURES =
            new StructType().add("name", DataTypes.StringType, false).add("figure", DataTypes.LongType, false);

    private static final int BLOCKS_PER_TASK = 2_000;

    private final SparkSession session;
    private final LakeFiles files;

    private LandingWriter(SparkSession session, LakeFiles files) {
        this.session = session;
        this.files = files;
    }

    /**
     * Opens a folder for writing, and with it the process's Spark session.
     *
     * @param folder on a disk, HDFS or an object store; made where it is not there
     * @param sparkSettings Spark settings beyond the defaults
     * @throws IllegalArgumentException where the folder holds something
     */
    public static LandingWriter into(String folder, Map<String, String> sparkSettings) {
        SparkSession session = Sessions.open(sparkSettings);
        LakeFiles files = new LakeFiles(folder, session.sparkContext().hadoopConfiguration());
        files.requireEmpty();
        return new LandingWriter(session, files);
    }

    /** Writes a small file with all its lines, each ended by a line break. */
    public void write(String file, List<String> lines) {
        files.createIfAbsent(file, String.join("\n", lines) + "\n");
    }

    /**
     * Makes all rows and writes each to its file.
     *
     * @return the figures of all blocks
     */
    public Map<String, Long> write(LandingBlocks source) {
        int tasks = tasks(source);
        MapPartitionsFunction<Long, Row> make = numbers -> {
            if (!numbers.hasNext()) {
                return Collections.emptyIterator();
            }
            long task = numbers.next();
            return new MadeRows(source, first(source, task, tasks), first(source, task + 1, tasks));
        };
        SerializableConfiguration hadoop =
                new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
        String root = files.address(".");
        Map<String, String> headers = Map.copyOf(source.headers());
        MapPartitionsFunction<Row, Row> write = rows -> {
            try (LandingFileSink sink = new LandingFileSink(root, hadoop.value(), headers)) {
                return writeAll(rows, sink);
            }
        };
        Map<String, Long> figures = new TreeMap<>();
        // Figures travel with the rows and come back with the tasks' results: of a task that ran twice, one counts.
        numbers(tasks)
                .mapPartitions(make, Encoders.row(MadeRows.SCHEMA))
                .repartition(session.sparkContext().defaultParallelism() * 8, functions.col(MadeRows.FILE))
                .sortWithinPartitions(MadeRows.FILE, MadeRows.POSITION, MadeRows.LINE)
                .mapPartitions(write, Encoders.row(FIGURES))
                .collectAsList()
                .forEach(figure -> figures.put(figure.getString(0), figure.getLong(1)));
        return figures;
    }

    /** Writes the rows and adds the figures among them up. */
    private static Iterator<Row> writeAll(Iterator<Row> rows, LandingFileSink sink) throws IOException {
        Map<String, Long> figures = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            if (MadeRows.isFigure(row)) {
                figures.merge(row.getString(2), row.getLong(1), Math::addExact);
            } else {
                sink.write(row.getString(0), row.getString(2));
            }
        }
        sink.finish();
        return figures.entrySet().stream()
                .map(figure -> RowFactory.create(figure.getKey(), figure.getValue()))
                .iterator();
    }

    /** One number for each task, in a partition of its own. */
    private Dataset<Long> numbers(int tasks) {
        return session.range(0, tasks, 1, tasks);
    }

    private int tasks(LandingBlocks source) {
        long wanted = Math.max(session.sparkContext().defaultParallelism() * 4L, source.blocks() / BLOCKS_PER_TASK);
        return (int) Math.max(1, Math.min(wanted, source.blocks()));
    }

    private static long first(LandingBlocks source, long task, int tasks) {
        return Math.multiplyExact(source.blocks(), task) / tasks;
    }
}
