package io.souk.jobs.lake;

import io.souk.table.Table;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Plain Parquet on a local disk, read and written by name: tables without versions, for measurements. */
public final class ParquetFolder implements AutoCloseable {

    private final SparkSession session;
    private final TaskTimes taskTimes = new TaskTimes();

    private ParquetFolder(SparkSession session) {
        this.session = session;
        session.sparkContext().addSparkListener(taskTimes);
    }

    /**
     * Opens the process's Spark session.
     *
     * @param sparkSettings Spark settings beyond the defaults
     */
    public static ParquetFolder open(Map<String, String> sparkSettings) {
        return new ParquetFolder(Sessions.open(sparkSettings));
    }

    /** The rows of a file, or of a folder of files. */
    public Dataset<Row> read(Path source) {
        return session.read().parquet(source.toUri().toString());
    }

    /** The rows of a file with the columns of a table; null where the file lacks one. */
    public Dataset<Row> read(Path source, Table table) {
        return session.read().schema(table.schema()).parquet(source.toUri().toString());
    }

    /** Writes rows as a folder of files, in place of what is there. */
    public void write(Dataset<Row> rows, Path folder) {
        rows.write().mode(SaveMode.Overwrite).parquet(folder.toUri().toString());
    }

    /** What was noted of all tasks since the folder was opened, or the notes were cleared. */
    public TaskTimes taskTimes() {
        return taskTimes;
    }

    @Override
    public void close() {
        session.stop();
    }
}
