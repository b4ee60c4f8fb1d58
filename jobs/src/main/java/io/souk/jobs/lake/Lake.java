package io.souk.jobs.lake;

import io.delta.tables.DeltaTable;
import io.souk.jobs.lake.TableFiles.Replaced;
import io.souk.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.functions;
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

    private final TableFiles tables;

    private Lake(SparkSession session, LakeFiles files) {
        this.session = session;
        this.files = files;
        this.tables = new TableFiles(session, files);
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

    /**
     * Sees that nobody has taken the lake over from who holds it.
     *
     * @throws LakeBusyException where somebody has
     */
    public void requireHeld() {
        if (hold != null) {
            hold.requireAlive();
        }
    }

    /**
     * Gives figures to the metrics system of Spark, in the place of those that were given before.
     *
     * @param figures by name; a dot parts a name from what it is about
     */
    public void report(Map<String, Number> figures) {
        SparkFigures.report(figures);
    }

    /** Prepares for queries over few rows or many. */
    public void expectMany(boolean areMany) {
        Sessions.compile(session, areMany);
    }

    /** What the jobs that this thread starts from now on are for: Spark's pages and its log of events show it. */
    public void describe(String purpose) {
        session.sparkContext().setJobDescription(purpose);
    }

    /** Addresses of the files of a version; none where the table was never written. */
    List<String> files(Table table, long version) {
        return version < 0 ? List.of() : tables.files(table, version);
    }

    /** How much the newest version of a table takes, in bytes; 0 where it was never written. */
    public long bytes(Table table) {
        return has(table) ? tables.bytes(table) : 0;
    }

    /** How many rows a version has, by what was noted of its files when they were written. */
    public long rows(Table table, long version) {
        return version < 0 ? 0 : tables.rows(table, version);
    }

    String setting(String name, String byDefault) {
        return session.conf().get(name, byDefault);
    }

    /** Who made the versions of a table, from one to another, both included. */
    List<Map.Entry<Long, CommitInfo>> commits(Table table, long first, long last) {
        List<Map.Entry<Long, CommitInfo>> commits = new ArrayList<>();
        var changes = tables.log(table).getChanges(first, last, Option.empty(), true);
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

    /** Whether a table was ever written; the empty folders of a run that was killed before its first commit are none. */
    public boolean has(Table table) {
        return files.exists(location(table) + "/_delta_log")
                && tables.newest(table).version() >= 0;
    }

    /** The newest version of a table, or -1 where it was never written. */
    public long latestVersion(Table table) {
        return tables.newest(table).version();
    }

    /** The newest version of a table; no rows where it was never written. */
    public Dataset<Row> read(Table table) {
        return readVersion(table, has(table) ? latestVersion(table) : -1);
    }

    public Dataset<Row> readVersion(Table table, long version) {
        if (version < 0) {
            return session.createDataFrame(List.of(), table.schema());
        }
        return tables.read(table, version);
    }

    /**
     * A version, in one part where it is small: rows that lie together are joined and added up without being sent to each
     * other first, which for few rows costs more than all else.
     *
     * @param small the largest size that is, in bytes
     */
    public Dataset<Row> read(Table table, long version, long small) {
        Dataset<Row> rows = readVersion(table, version);
        return version < 0 || tables.bytes(table, version) <= small ? rows.coalesce(1) : rows;
    }

    /**
     * Adds rows, once: where the transaction was already written nothing happens.
     *
     * @return the version that holds the rows, and how many were added now
     */
    public Written append(Table table, Dataset<Row> rows, Transaction transaction) {
        if (holds(table, transaction)) {
            return new Written(latestVersion(table), 0);
        }
        return tables.write(table, rows, Replaced.NONE, Optional.of(transaction));
    }

    /** Whether a transaction was written. */
    public boolean holds(Table table, Transaction transaction) {
        return transactions(table).getOrDefault(transaction.application(), -1L) >= transaction.version();
    }

    /** The last transaction of each application that a table holds. */
    public Map<String, Long> transactions(Table table) {
        return has(table) ? tables.transactions(table) : Map.of();
    }

    /**
     * Replaces all rows, and where the declaration has changed, the columns; to do it again does no harm.
     *
     * @return the version that holds the rows
     */
    public Written replace(Table table, Dataset<Row> rows) {
        return tables.write(table, rows, Replaced.ALL, Optional.empty());
    }

    /**
     * Replaces the rows of some months in a table that is kept by month; to do it again does no harm.
     *
     * @param rows rows of these months and no others
     * @param months first days of the months
     * @return the version that holds the rows
     */
    public Written replaceMonths(Table table, Dataset<Row> rows, Collection<LocalDate> months) {
        Set<String> replaced = months.stream().map(LocalDate::toString).collect(Collectors.toSet());
        return tables.write(table, rows, Replaced.months(replaced), Optional.empty());
    }

    /**
     * Replaces some rows, which must lie in files of their own, as those of one {@link #append} do.
     *
     * @param isReplaced tells the rows that go
     * @return the version that holds the rows in their place
     * @throws IllegalStateException where other rows lie in the same files
     */
    public Written replaceOwn(Table table, Dataset<Row> rows, Column isReplaced) {
        Map<String, Boolean> goes = new HashMap<>();
        for (Row file : read(table)
                .groupBy(functions.col("_metadata.file_name"))
                .agg(functions.max(isReplaced), functions.min(isReplaced))
                .collectAsList()) {
            if (file.getBoolean(1)) {
                goes.put(file.getString(0), file.getBoolean(2));
            }
        }
        if (goes.containsValue(false)) {
            throw new IllegalStateException(
                    "Rows of %s that are to be replaced lie in files with others".formatted(table));
        }
        return tables.write(table, rows, Replaced.files(goes.keySet()), Optional.empty());
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

    /**
     * Adds rows.
     *
     * @return the version that holds the rows
     */
    public Written add(Table table, Dataset<Row> rows) {
        return tables.write(table, rows, Replaced.NONE, Optional.empty());
    }

    /** Makes a version the newest one again: what was written after it is taken back. */
    public void restore(Table table, long version) {
        if (latestVersion(table) != version) {
            tables.restore(table, version);
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
