package io.souk.jobs.lake;

import io.delta.tables.DeltaTable;
import io.souk.bronze.Contract;
import io.souk.table.Layer;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tables of one place: a folder on a disk, HDFS or an object store. Tables are Delta tables below
 * {@code bronze/}, {@code silver/} and {@code gold/}; every write makes a new version, and nobody sees it before it is
 * published.
 */
public final class Lake implements AutoCloseable {

    /** What Delta writes into the record of each commit. */
    static final String COMMIT_MARK = "spark.databricks.delta.commitInfo.userMetadata";

    private final SparkSession session;
    private final LakeFiles files;
    private volatile RunLock.Hold hold;

    /** The files of versions that were read or written in this process. */
    private final Map<Written, List<AddFile>> written = new ConcurrentHashMap<>();

    private record Written(Table table, long version) {}

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

    /** Who keeps other runs out of the lake, and whose mark commits bear from now on; null where nobody does. */
    void heldBy(RunLock.Hold holder) {
        hold = holder;
        String mark = holder == null ? "" : holder.mark();
        if (mark.isEmpty()) {
            session.conf().unset(COMMIT_MARK);
        } else {
            session.conf().set(COMMIT_MARK, mark);
        }
    }

    /** Sees, before a publication, that nobody else has written what it is about to show. */
    void requireHeld(Publication before, Publication next) {
        if (hold != null) {
            hold.requireHeld(this, before, next);
        }
    }

    String setting(String name, String byDefault) {
        return session.conf().get(name, byDefault);
    }

    /** Who made the versions of a table, from one to another, both included. */
    List<Map.Entry<Long, CommitInfo>> commits(Table table, long first, long last) {
        List<Map.Entry<Long, CommitInfo>> commits = new ArrayList<>();
        var changes = deltaLog(table).getChanges(first, last, Option.empty(), true);
        while (changes.hasNext()) {
            var version = changes.next();
            for (Action action : CollectionConverters.asJava(version._2())) {
                if (action instanceof CommitInfo info) {
                    commits.add(Map.entry((Long) version._1(), info));
                }
            }
        }
        return commits;
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
            return session.createDataFrame(List.of(), table.schema());
        }
        return session.read().format("delta").load(address(table));
    }

    public Dataset<Row> readVersion(Table table, long version) {
        if (version < 0) {
            return session.createDataFrame(List.of(), table.schema());
        }
        return table.layer() == Layer.BRONZE
                ? session.read().format("delta").option("versionAsOf", version).load(address(table))
                : filesOf(table, version);
    }

    /**
     * The rows of a version by the list of its files, which is asked for once: a read of the version as such would ask the
     * table's log again in each query. Files are left out by their month, not by the ranges of their columns.
     */
    private Dataset<Row> filesOf(Table table, long version) {
        DeltaLog log = deltaLog(table);
        Snapshot snapshot = log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
        List<AddFile> listed = written.computeIfAbsent(
                new Written(table, version), key -> snapshot.allFiles().collectAsList());
        return log.createDataFrame(
                snapshot, CollectionConverters.asScala(listed).toSeq(), false, Option.apply("batch"));
    }

    /**
     * Lists the files of a version that was just written, from those of the version before.
     *
     * @param before files of the version before
     */
    private long list(Table table, long version, List<AddFile> before) {
        Map<String, AddFile> files = new LinkedHashMap<>();
        before.forEach(file -> files.put(file.path(), file));
        for (Action action : actions(table, version)) {
            if (action instanceof RemoveFile gone) {
                files.remove(gone.path());
            } else if (action instanceof AddFile added) {
                files.put(added.path(), added);
            }
        }
        written.put(new Written(table, version), List.copyOf(files.values()));
        return version;
    }

    /** Lists the files of a version that changes the one before, where those of the one before are known. */
    private long listAfter(Table table, long version) {
        List<AddFile> before = written.get(new Written(table, version - 1));
        return before == null ? version : list(table, version, before);
    }

    private List<Action> actions(Table table, long version) {
        List<Action> actions = new ArrayList<>();
        var changes = deltaLog(table).getChanges(version, version, Option.empty(), true);
        while (changes.hasNext()) {
            actions.addAll(CollectionConverters.asJava(changes.next()._2()));
        }
        return actions;
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
        return actions(table, version).stream()
                .filter(AddFile.class::isInstance)
                .map(file -> ((AddFile) file).numLogicalRecords())
                .filter(Option::isDefined)
                .mapToLong(rows -> (Long) rows.get())
                .sum();
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
        return list(table, latestVersion(table), List.of());
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
        return listAfter(table, latestVersion(table));
    }

    /**
     * Rows that are made once, and stand in later plans as if they were read. On a cluster they lie on two machines, so
     * that the loss of one costs nothing.
     */
    public Dataset<Row> keep(Dataset<Row> rows) {
        return rows.localCheckpoint(
                false,
                session.sparkContext().isLocal() ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.MEMORY_AND_DISK_2());
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
        return listAfter(table, latestVersion(table));
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

    private DataFrameWriter<Row> writer(Table table, Dataset<Row> rows, SaveMode mode) {
        DataFrameWriter<Row> writer =
                table.conform(rows).write().format("delta").mode(mode);
        String mark = setting(COMMIT_MARK, "");
        if (!mark.isEmpty()) {
            // Rows may come from a session of their own, which knows nothing of this one's settings.
            writer.option("userMetadata", mark);
        }
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
