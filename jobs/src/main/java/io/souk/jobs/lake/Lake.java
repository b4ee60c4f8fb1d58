package io.souk.jobs.lake;

import io.delta.tables.DeltaTable;
import io.souk.bronze.Contract;
import io.souk.table.Layer;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tables of one place: a folder on a disk, HDFS or an object store. Tables are Delta tables below
 * {@code bronze/}, {@code silver/} and {@code gold/}; every write makes a new version, and nobody sees it before it is
 * published.
 */
public final class Lake implements AutoCloseable {

    private final SparkSession session;
    private final LakeFiles files;

    private Lake(SparkSession session, LakeFiles files) {
        this.session = session;
        this.files = files;
    }

    public static Lake open(String root) {
        return open(root, Map.of());
    }

    /**
     * Opens the lake, and with it the process's Spark session.
     *
     * @param sparkSettings Spark settings beyond the defaults
     */
    public static Lake open(String root, Map<String, String> sparkSettings) {
        SparkSession session = Sessions.open(sparkSettings);
        return new Lake(session, new LakeFiles(root, session.sparkContext().hadoopConfiguration()));
    }

    public LakeFiles files() {
        return files;
    }

    /** A session of its own in which one mapping's selects run, in the zone of the mapping. */
    public MappingSession mappingSession(String timeZone) {
        return MappingSession.beside(session, timeZone);
    }

    SparkSession session() {
        return session;
    }

    public boolean has(Table table) {
        return files.exists(location(table) + "/_delta_log");
    }

    /** The newest version of a table, or -1 where it was never written. */
    public long latestVersion(Table table) {
        if (!has(table)) {
            return -1;
        }
        return newest(table).version();
    }

    /** The newest version of a table; no rows where it was never written. */
    public Dataset<Row> read(Table table) {
        if (!has(table)) {
            return session.createDataFrame(java.util.List.of(), table.schema());
        }
        return session.read().format("delta").load(address(table));
    }

    public Dataset<Row> readVersion(Table table, long version) {
        if (version < 0) {
            return session.createDataFrame(java.util.List.of(), table.schema());
        }
        return session.read().format("delta").option("versionAsOf", version).load(address(table));
    }

    /**
     * Adds rows, once: where the transaction was already written nothing happens.
     *
     * @return the version that holds the rows
     */
    public long append(Table table, Dataset<Row> rows, Transaction transaction) {
        create(table);
        writer(table, rows, SaveMode.Append)
                .option("txnAppId", transaction.application())
                .option("txnVersion", transaction.version())
                .save(address(table));
        return latestVersion(table);
    }

    /** Whether a transaction was written. */
    public boolean holds(Table table, Transaction transaction) {
        if (!has(table)) {
            return false;
        }
        Option<Object> last = newest(table).transactions().get(transaction.application());
        return last.isDefined() && (Long) last.get() >= transaction.version();
    }

    /** The last transaction of each application that a table holds. */
    public Map<String, Long> transactions(Table table) {
        Map<String, Long> transactions = new HashMap<>();
        if (has(table)) {
            CollectionConverters.asJava(newest(table).transactions())
                    .forEach((application, version) -> transactions.put(application, (Long) version));
        }
        return transactions;
    }

    /** How many rows a version added, as they were counted while they were written. */
    public long rowsAdded(Table table, long version) {
        long rows = 0;
        var changes = deltaLog(table).getChanges(version, version, Option.empty(), true);
        while (changes.hasNext()) {
            for (Action action : CollectionConverters.asJava(changes.next()._2())) {
                if (action instanceof AddFile file && file.numLogicalRecords().isDefined()) {
                    rows += (Long) file.numLogicalRecords().get();
                }
            }
        }
        return rows;
    }

    /**
     * Replaces all rows, and where the declaration has changed, the columns; to do it again does no harm.
     *
     * @return the version that holds the rows
     */
    public long replace(Table table, Dataset<Row> rows) {
        create(table);
        writer(table, rows, SaveMode.Overwrite)
                .option("overwriteSchema", "true")
                .save(address(table));
        return latestVersion(table);
    }

    /**
     * Replaces the rows of some months in a table that is kept by month; to do it again does no harm.
     *
     * @param rows rows of these months and no others
     * @param months first days of the months
     * @return the version that holds the rows
     */
    public long replaceMonths(Table table, Dataset<Row> rows, Collection<LocalDate> months) {
        writer(table, rows, SaveMode.Overwrite)
                .option("replaceWhere", isOneOf(months))
                .save(address(table));
        return latestVersion(table);
    }

    private static String isOneOf(Collection<LocalDate> months) {
        return months.stream()
                .sorted()
                .map(month -> "DATE'%s'".formatted(month))
                .collect(Collectors.joining(", ", Table.MONTH.name() + " in (", ")"));
    }

    /**
     * Adds rows.
     *
     * @return the version that holds the rows
     */
    public long add(Table table, Dataset<Row> rows) {
        writer(table, rows, SaveMode.Append).save(address(table));
        return latestVersion(table);
    }

    /** Makes a version the newest one again: what was written after it is taken back. */
    public void restore(Table table, long version) {
        if (latestVersion(table) != version) {
            DeltaTable.forPath(session, address(table)).restoreToVersion(version);
        }
    }

    /**
     * Puts small files of a table together.
     *
     * @return the version that holds the same rows in fewer files
     */
    public long compact(Table table) {
        DeltaTable.forPath(session, address(table)).optimize().executeCompaction();
        return latestVersion(table);
    }

    private static DataFrameWriter<Row> writer(Table table, Dataset<Row> rows, SaveMode mode) {
        DataFrameWriter<Row> writer =
                table.conform(rows).write().format("delta").mode(mode);
        if (table.isByMonth()) {
            writer.partitionBy(Table.MONTH.name());
        }
        return table.layer() == Layer.BRONZE
                ? writer.option("delta.dataSkippingStatsColumns", soughtColumns(table))
                : writer;
    }

    /**
     * The columns by whose ranges files of a bronze table are left out of a search: where rows came from, and when things
     * happened. To measure all columns would take a third of the time of writing them.
     */
    private static String soughtColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.name().equals(Contract.SOURCE_NAME.name())
                        || column.name().equals(Contract.INGEST_BATCH.name())
                        || column.type() instanceof TimestampType)
                .map(TableColumn::name)
                .collect(Collectors.joining(","));
    }

    /** Creates a gold table with its question as comment; the other layers are created by their first write. */
    private void create(Table table) {
        if (table.layer() != Layer.GOLD || has(table)) {
            return;
        }
        var builder = DeltaTable.createIfNotExists(session)
                .location(address(table))
                .addColumns(table.schema())
                .comment(table.question());
        (table.isByMonth() ? builder.partitionedBy(Table.MONTH.name()) : builder).execute();
    }

    private Snapshot newest(Table table) {
        return deltaLog(table).update(false, Option.empty(), Option.empty());
    }

    private DeltaLog deltaLog(Table table) {
        return DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) session, address(table));
    }

    /** Where a table lies below the root: {@code gold/gmv}. */
    static String location(Table table) {
        return table.layer().sqlName() + "/" + table.name();
    }

    String address(Table table) {
        return files.address(location(table));
    }

    @Override
    public void close() {
        session.stop();
    }
}
