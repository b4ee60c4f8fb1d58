package io.souk.jobs.lake;

import io.souk.bronze.Contract;
import io.souk.table.Layer;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Versions of Delta tables as lists of files. A version is read by its list, and written by saying which files come and
 * which go. Delta's own reader and writer ask the table's log in Spark queries of their own, three to a write; for a small
 * table that takes longer than its rows do.
 */
final class TableFiles {

    /** To ask which files of a smaller table may be left out takes longer than to read them all. */
    private static final long WORTH_SKIPPING_BYTES = 16L << 20;

    /** Months of a table up to this size are written by one task. */
    private static final long ONE_TASK_BYTES = 32L << 20;

    private final SparkSession session;
    private final LakeFiles files;

    /** The files of versions that were read or written in this process. */
    private final Map<Version, List<AddFile>> listed = new ConcurrentHashMap<>();

    private record Version(Table table, long number) {}

    /**
     * The files that go when others come.
     *
     * @param all whether all go
     * @param months if not all, the months whose files go
     * @param names if not all, the names of files that go
     */
    record Replaced(boolean all, Set<String> months, Set<String> names) {

        static final Replaced ALL = new Replaced(true, Set.of(), Set.of());
        static final Replaced NONE = new Replaced(false, Set.of(), Set.of());

        static Replaced months(Set<String> months) {
            return new Replaced(false, months, Set.of());
        }

        static Replaced files(Set<String> names) {
            return new Replaced(false, Set.of(), names);
        }

        /** Which files, in words; null for all of them and for none. */
        String what() {
            if (!months.isEmpty()) {
                return Table.MONTH.name() + " in " + new TreeSet<>(months);
            }
            return names.isEmpty() ? null : "file in " + new TreeSet<>(names);
        }

        boolean goes(AddFile file) {
            return all
                    || months.contains(month(file))
                    || names.contains(file.path().substring(file.path().lastIndexOf('/') + 1));
        }
    }

    TableFiles(SparkSession session, LakeFiles files) {
        this.session = session;
        this.files = files;
    }

    DeltaLog log(Table table) {
        return DeltaLog.forTable(
                (org.apache.spark.sql.classic.SparkSession) session, files.address(Lake.location(table)));
    }

    Snapshot newest(Table table) {
        return log(table).update(false, Option.empty(), Option.empty());
    }

    /**
     * The rows of a version. Of its files those of other months are left out; ranges of columns are looked at in large
     * tables of bronze alone.
     */
    Dataset<Row> read(Table table, long version) {
        Snapshot snapshot = at(table, version);
        if (table.layer() == Layer.BRONZE && bytes(snapshot) > WORTH_SKIPPING_BYTES) {
            return session.read()
                    .format("delta")
                    .option("versionAsOf", version)
                    .load(log(table).dataPath().toString());
        }
        return log(table)
                .createDataFrame(
                        snapshot,
                        CollectionConverters.asScala(list(table, snapshot)).toSeq(),
                        false,
                        Option.apply("batch"));
    }

    /** Addresses of the files of a version. */
    List<String> files(Table table, long version) {
        String folder = log(table).dataPath().toUri().toString();
        // The log has paths as they stand in addresses.
        return list(table, at(table, version)).stream()
                .map(file -> folder + "/" + file.path())
                .toList();
    }

    /** How many rows a version has. */
    long rows(Table table, long version) {
        return rows(list(table, at(table, version)));
    }

    private static long rows(List<AddFile> files) {
        return files.stream()
                .mapToLong(file -> (Long) file.numLogicalRecords().get())
                .sum();
    }

    /** How much the newest version of a table takes, in bytes. */
    long bytes(Table table) {
        return bytes(newest(table));
    }

    /** How much a version takes, in bytes. */
    long bytes(Table table, long version) {
        return bytes(at(table, version));
    }

    private static long bytes(Snapshot snapshot) {
        return checksum(snapshot).map(VersionChecksum::tableSizeBytes).orElseGet(snapshot::sizeInBytes);
    }

    /** The last transaction of each application that the newest version holds. */
    Map<String, Long> transactions(Table table) {
        Snapshot newest = newest(table);
        return checksum(newest)
                .flatMap(checksum -> optional(checksum.setTransactions()))
                .map(CollectionConverters::asJava)
                .orElseGet(() -> CollectionConverters.asJava(newest.setTransactions()))
                .stream()
                .collect(Collectors.toMap(SetTransaction::appId, SetTransaction::version));
    }

    /**
     * Writes a version.
     *
     * @param rows those of a month go to files of their own where the table is kept by month
     * @param replaced where all files go, the table gets the columns of its declaration
     * @param once remembered with the rows
     * @throws IllegalArgumentException where rows are of another month than those that are replaced
     */
    Written write(Table table, Dataset<Row> rows, Replaced replaced, Optional<Transaction> once) {
        Snapshot before = newest(table);
        OptimisticTransaction transaction = log(table).startTransaction(Option.empty(), Option.apply(before));
        declare(transaction, table, replaced);
        if (once.isPresent()
                && transaction.txnVersion(once.get().application())
                        >= once.get().version()) {
            return new Written(before.version(), 0);
        }
        if (!replaced.equals(Replaced.NONE)) {
            // Who replaces files must not lose to one who adds some at the same moment.
            transaction.readWholeTable();
        }
        List<AddFile> present = before.version() < 0 ? List.of() : list(table, before);
        Dataset<Row> together = together(table, table.conform(rows), present, replaced);
        List<AddFile> added = CollectionConverters.asJava(transaction.writeFiles(together)).stream()
                .map(AddFile.class::cast)
                .toList();
        requireInPlace(table, added, replaced);

        List<Action> actions = new ArrayList<>();
        once.ifPresent(each -> actions.add(new SetTransaction(each.application(), each.version(), Option.empty())));
        List<AddFile> all = new ArrayList<>(added);
        for (AddFile file : present) {
            if (replaced.goes(file)) {
                actions.add(file.remove());
            } else {
                all.add(file);
            }
        }
        actions.addAll(added);
        long version = transaction.commit(CollectionConverters.asScala(actions).toSeq(), operation(table, replaced));
        if (version == before.version() + 1) {
            listed.put(new Version(table, version), List.copyOf(all));
        }
        return new Written(version, rows(added));
    }

    /**
     * The same rows, those of a month together: each file costs its readers some milliseconds, whatever it holds, and every
     * run reads many months.
     */
    private Dataset<Row> together(Table table, Dataset<Row> rows, List<AddFile> present, Replaced replaced) {
        if (!table.isByMonth() || replaced.equals(Replaced.NONE)) {
            return rows;
        }
        long size = present.stream().mapToLong(AddFile::size).sum();
        if (!replaced.all() && size <= ONE_TASK_BYTES) {
            return rows.coalesce(1);
        }
        // Where stages are planned one by one, as on a cluster, large months are divided again.
        boolean isAdaptive = Boolean.parseBoolean(session.conf().get("spark.sql.adaptive.enabled", "true"));
        return isAdaptive ? rows.hint("rebalance", Table.MONTH.col()) : rows.repartition(Table.MONTH.col());
    }

    /**
     * Makes the rows of an older version the newest ones again.
     *
     * @return the version that holds them now
     */
    long restore(Table table, long version) {
        Snapshot now = newest(table);
        Snapshot then = at(table, version);
        OptimisticTransaction transaction = log(table).startTransaction(Option.empty(), Option.apply(now));
        transaction.readWholeTable();
        if (!then.metadata().equals(now.metadata())) {
            transaction.updateMetadataForTableOverwrite(then.metadata());
        }
        List<AddFile> wanted = list(table, then);
        Set<String> present = paths(list(table, now));
        Set<String> kept = paths(wanted);
        List<Action> actions = new ArrayList<>();
        list(table, now).stream()
                .filter(file -> !kept.contains(file.path()))
                .forEach(file -> actions.add(file.remove()));
        wanted.stream().filter(file -> !present.contains(file.path())).forEach(actions::add);
        long made = transaction.commit(
                CollectionConverters.asScala(actions).toSeq(),
                new DeltaOperations.Restore(Option.apply(version), Option.empty()));
        if (made == now.version() + 1) {
            listed.put(new Version(table, made), wanted);
        }
        return made;
    }

    private static Set<String> paths(List<AddFile> files) {
        return files.stream().map(AddFile::path).collect(Collectors.toSet());
    }

    private Snapshot at(Table table, long version) {
        return log(table).getSnapshotAt(version, Option.empty(), Option.empty(), false);
    }

    private List<AddFile> list(Table table, Snapshot snapshot) {
        return listed.computeIfAbsent(
                new Version(table, snapshot.version()),
                key -> checksum(snapshot)
                        .flatMap(checksum -> optional(checksum.allFiles()))
                        .map(CollectionConverters::asJava)
                        .orElseGet(() -> snapshot.allFiles().collectAsList()));
    }

    /** What was noted beside a version when it was written. */
    private static Optional<VersionChecksum> checksum(Snapshot snapshot) {
        return optional(snapshot.checksumOpt());
    }

    private static <T> Optional<T> optional(Option<T> option) {
        return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
    }

    private static void declare(OptimisticTransaction transaction, Table table, Replaced replaced) {
        Metadata now = transaction.metadata();
        String columns = table.schema().json();
        if (transaction.readVersion() < 0) {
            transaction.updateMetadata(
                    new Metadata(
                            Metadata.apply$default$1(),
                            null,
                            table.question(),
                            new Format("parquet", scala.collection.immutable.Map$.MODULE$.empty()),
                            columns,
                            CollectionConverters.asScala(months(table)).toSeq(),
                            properties(table),
                            Metadata.apply$default$8()),
                    false);
        } else if (replaced.all() && !now.schemaString().equals(columns)) {
            transaction.updateMetadataForTableOverwrite(now.copy(
                    now.id(),
                    now.name(),
                    table.question(),
                    now.format(),
                    columns,
                    now.partitionColumns(),
                    now.configuration(),
                    now.createdTime()));
        }
    }

    private static List<String> months(Table table) {
        return table.isByMonth() ? List.of(Table.MONTH.name()) : List.of();
    }

    /**
     * Bronze files are left out of a search by the ranges of a few columns: where rows came from, and when things happened.
     * To measure all columns would take a third of the time of writing them.
     */
    private static scala.collection.immutable.Map<String, String> properties(Table table) {
        Map<String, String> properties = table.layer() != Layer.BRONZE
                ? Map.of()
                : Map.of(
                        "delta.dataSkippingStatsColumns",
                        table.columns().stream()
                                .filter(column -> column.name().equals(Contract.SOURCE_NAME.name())
                                        || column.name().equals(Contract.INGEST_BATCH.name())
                                        || column.type() instanceof TimestampType)
                                .map(TableColumn::name)
                                .collect(Collectors.joining(",")));
        return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(properties));
    }

    private static void requireInPlace(Table table, List<AddFile> added, Replaced replaced) {
        if (replaced.months().isEmpty()) {
            return;
        }
        Set<String> elsewhere = added.stream()
                .filter(file -> !replaced.goes(file))
                .map(TableFiles::month)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!elsewhere.isEmpty()) {
            throw new IllegalArgumentException("%s was given rows of the months %s, but only those of %s are replaced"
                    .formatted(table, elsewhere, new TreeSet<>(replaced.months())));
        }
    }

    /** The first day of the month whose rows a file holds; empty where the table is not kept by month. */
    private static String month(AddFile file) {
        return optional(file.partitionValues().get(Table.MONTH.name())).orElse("");
    }

    /** What the table's history says of a write. */
    private DeltaOperations.Operation operation(Table table, Replaced replaced) {
        String mark = session.conf().get(Lake.COMMIT_MARK, "");
        return new DeltaOperations.Write(
                replaced.equals(Replaced.NONE) ? SaveMode.Append : SaveMode.Overwrite,
                Option.apply(CollectionConverters.asScala(months(table)).toSeq()),
                Option.apply(replaced.what()),
                mark.isEmpty() ? Option.empty() : Option.apply(mark),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }
}
