package io.souk.jobs.ingest;

import io.souk.bronze.CheckedSchema;
import io.souk.bronze.ExactDuplicates;
import io.souk.jobs.ingest.BatchReader.AcceptedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * Tells accepted rows, rejected rows and exact duplicates apart, for all contracts of a batch together: few jobs of some
 * size are done sooner than many small ones.
 *
 * <p>Duplicates are found in two steps. The first compares 64 bits of each row's hash, of the batch and of what was
 * accepted before; hardly a row is suspected in vain. The second compares the whole hashes of the suspected rows.
 */
final class Judgement implements AutoCloseable {

    /** So many keys are compared at a time: 32 MB. */
    private static final long KEYS_AT_A_TIME = 4_000_000;

    private final JavaSparkContext spark;
    private final List<CheckedContract> checked;
    private final List<Map<String, FileTally>> tallies = new ArrayList<>();
    private final List<JavaRDD<Tuple2<Integer, String>>> known = new ArrayList<>();
    private Broadcast<KeySet> suspects;
    private Repetitions repetitions;
    private List<Map<String, Long>> unsuspected = List.of();
    private Map<Integer, Map<String, long[]>> decided = Map.of();

    private Judgement(JavaSparkContext spark, List<CheckedContract> checked) {
        this.spark = spark;
        this.checked = checked;
    }

    /** Judges checked rows. */
    static Judgement of(JavaSparkContext spark, List<CheckedContract> checked, AcceptedRows accepted) {
        Judgement judgement = new Judgement(spark, checked);
        try {
            judgement.tally();
            judgement.findDuplicates(accepted);
            return judgement;
        } catch (RuntimeException e) {
            judgement.close();
            throw e;
        }
    }

    private void tally() {
        checked.forEach(contract -> tallies.add(new HashMap<>()));
        List<JavaRDD<Tuple2<Integer, Map<String, FileTally>>>> found = new ArrayList<>();
        for (int i = 0; i < checked.size(); i++) {
            int contract = i;
            found.add(checked.get(i).tallies().map(byFile -> {
                Map<String, FileTally> light = new HashMap<>();
                byFile.forEach((file, tally) -> light.put(file, tally.withoutKeys()));
                return new Tuple2<>(contract, light);
            }));
        }
        union(found)
                .collect()
                .forEach(task -> task._2()
                        .forEach((file, tally) -> tallies.get(task._1())
                                .computeIfAbsent(file, name -> new FileTally())
                                .add(tally)));
    }

    private void findDuplicates(AcceptedRows accepted) {
        Map<Integer, Dataset<Row>> before = new HashMap<>();
        long valid = 0;
        for (int i = 0; i < checked.size(); i++) {
            int contract = i;
            accepted.hashes(checked.get(i).contract()).ifPresent(hashes -> before.put(contract, hashes));
            for (FileTally tally : tallies.get(i).values()) {
                valid += tally.rows() - tally.rejected();
            }
        }
        KeySet suspected = KeySet.of(new long[0]);
        int slices = (int) (valid / KEYS_AT_A_TIME + 1);
        for (int slice = 0; slice < slices; slice++) {
            suspected = suspected.with(suspects(slice, slices, before));
        }
        suspects = spark.broadcast(suspected);
        countUnsuspected();
        if (!suspected.isEmpty()) {
            repetitions = Repetitions.among(occurrences(), spark.defaultParallelism());
            decided = repetitions.count();
        }
    }

    /** Those keys of one slice of all keys that occur again in the batch, or were accepted before. */
    private KeySet suspects(int slice, int slices, Map<Integer, Dataset<Row>> before) {
        List<JavaRDD<long[]>> found = new ArrayList<>();
        checked.forEach(contract -> found.add(contract.tallies()
                .map(byFile -> byFile.values().stream()
                        .flatMapToLong(tally -> Arrays.stream(tally.keys()))
                        .filter(key -> Math.floorMod(key, slices) == slice)
                        .toArray())));
        long[] keys =
                union(found).collect().stream().flatMapToLong(Arrays::stream).toArray();
        KeySet repeated = KeySet.repeated(keys);
        if (before.isEmpty()) {
            return repeated;
        }
        Broadcast<KeySet> all = spark.broadcast(KeySet.of(keys));
        List<JavaRDD<Tuple2<Integer, String>>> knownOfContracts = new ArrayList<>();
        before.forEach((contract, hashes) -> knownOfContracts.add(hashes.queryExecution()
                .toRdd()
                .toJavaRDD()
                .filter(row -> all.value().contains(ExactDuplicates.key(row.getUTF8String(0))))
                .map(row -> new Tuple2<>(contract, row.getUTF8String(0).toString()))));
        JavaRDD<Tuple2<Integer, String>> knownOfSlice = union(knownOfContracts).persist(StorageLevel.MEMORY_AND_DISK());
        known.add(knownOfSlice);
        long[] again = knownOfSlice
                .mapPartitions(rows -> {
                    List<Long> some = new ArrayList<>();
                    rows.forEachRemaining(row -> some.add(ExactDuplicates.key(UTF8String.fromString(row._2()))));
                    return List.of(some.stream().mapToLong(Long::longValue).toArray())
                            .iterator();
                })
                .collect()
                .stream()
                .flatMapToLong(Arrays::stream)
                .toArray();
        return repeated.with(KeySet.of(again));
    }

    private void countUnsuspected() {
        List<JavaRDD<Tuple2<Integer, Map<String, Long>>>> found = new ArrayList<>();
        unsuspected = new ArrayList<>();
        Broadcast<KeySet> keys = suspects;
        for (int i = 0; i < checked.size(); i++) {
            int contract = i;
            unsuspected.add(new HashMap<>());
            found.add(checked.get(i).tallies().map(byFile -> {
                Map<String, Long> counts = new HashMap<>();
                byFile.forEach((file, tally) -> counts.put(file, tally.unsuspected(keys.value())));
                return new Tuple2<>(contract, counts);
            }));
        }
        union(found)
                .collect()
                .forEach(task -> task._2()
                        .forEach((file, count) -> unsuspected.get(task._1()).merge(file, count, Long::sum)));
    }

    private JavaPairRDD<Occurrence, byte[]> occurrences() {
        List<JavaRDD<Tuple2<Occurrence, byte[]>>> all = new ArrayList<>();
        Broadcast<KeySet> keys = suspects;
        for (int i = 0; i < checked.size(); i++) {
            int contract = i;
            CheckedSchema schema = checked.get(i).schema();
            if (hasSuspects(i)) {
                all.add(checked.get(i)
                        .rows()
                        .filter(row -> !row.isNullAt(schema.hash())
                                && keys.value().contains(ExactDuplicates.key(row.getUTF8String(schema.hash()))))
                        .map(row -> new Tuple2<>(
                                Occurrence.ofBatch(
                                        contract,
                                        row.getUTF8String(schema.hash()).toString(),
                                        row.getUTF8String(schema.file()).toString(),
                                        row.getLong(schema.record())),
                                ((org.apache.spark.sql.catalyst.expressions.UnsafeRow) row).getBytes())));
            }
        }
        known.forEach(of ->
                all.add(of.map(hash -> new Tuple2<>(Occurrence.before(hash._1(), hash._2()), new byte[0]))));
        return JavaPairRDD.fromJavaRDD(union(all));
    }

    private boolean hasSuspects(int contract) {
        long valid = tallies.get(contract).values().stream()
                .mapToLong(tally -> tally.rows() - tally.rejected())
                .sum();
        return valid
                > unsuspected.get(contract).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private <T> JavaRDD<T> union(List<JavaRDD<T>> parts) {
        return parts.stream().reduce(JavaRDD::union).orElseGet(spark::emptyRDD);
    }

    List<CheckedContract> checked() {
        return checked;
    }

    /** What was found about the rows of a contract, by file; contracts as they were given, from 0. */
    Map<String, FileTally> tallies(int contract) {
        return tallies.get(contract);
    }

    long accepted(int contract, String file) {
        return unsuspected.get(contract).getOrDefault(file, 0L) + decided(contract, file)[1];
    }

    long duplicates(int contract, String file) {
        return decided(contract, file)[0];
    }

    private long[] decided(int contract, String file) {
        return decided.getOrDefault(contract, Map.of()).getOrDefault(file, new long[2]);
    }

    /** The accepted rows of a contract, as {@link CheckedSchema} lays them out. */
    JavaRDD<InternalRow> acceptedRows(int contract) {
        int hash = checked.get(contract).schema().hash();
        Broadcast<KeySet> keys = suspects;
        JavaRDD<InternalRow> sure = checked.get(contract)
                .rows()
                .filter(row ->
                        !row.isNullAt(hash) && !keys.value().contains(ExactDuplicates.key(row.getUTF8String(hash))));
        return hasSuspects(contract)
                ? sure.union(repetitions.firsts(
                        contract, checked.get(contract).schema().rows().size()))
                : sure;
    }

    /** The rejected rows of a contract, as {@link CheckedSchema} lays them out. */
    JavaRDD<InternalRow> rejectedRows(int contract) {
        int hash = checked.get(contract).schema().hash();
        return checked.get(contract).rows().filter(row -> row.isNullAt(hash));
    }

    @Override
    public void close() {
        if (repetitions != null) {
            repetitions.close();
        }
        known.forEach(rows -> rows.unpersist(false));
        checked.forEach(CheckedContract::close);
        if (suspects != null) {
            suspects.unpersist(false);
        }
    }
}
