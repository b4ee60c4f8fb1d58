package io.souk.jobs.ingest;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.Platform;
import scala.Tuple2;

/**
 * Decides which of the suspected rows are exact duplicates: all whose content was accepted before, and of equal rows of
 * the batch all but the first, by file and then by record. The rows are sorted, spilling where they are many, so that no
 * content, however often it occurs, needs more memory than one row.
 */
final class Repetitions implements AutoCloseable {

    /** A suspected row, decided. */
    private static final class Decided implements Serializable {
        private final int contract;
        private final String file;
        private final boolean isDuplicate;
        private final byte[] row;

        Decided(Occurrence occurrence, boolean isDuplicate, byte[] row) {
            this.contract = occurrence.contract();
            this.file = occurrence.file();
            this.isDuplicate = isDuplicate;
            this.row = row;
        }
    }

    /** Puts equal contents into one task. */
    private static final class ByContent extends Partitioner {
        private final int tasks;

        ByContent(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public int numPartitions() {
            return tasks;
        }

        @Override
        public int getPartition(Object key) {
            return ((Occurrence) key).task(tasks);
        }
    }

    private final JavaRDD<Decided> decided;

    private Repetitions(JavaRDD<Decided> decided) {
        this.decided = decided;
    }

    /**
     * Prepares to decide.
     *
     * @param occurrences the suspected rows of the batch as Spark holds them inside, and without rows the contents that
     *     were accepted before
     */
    static Repetitions among(JavaPairRDD<Occurrence, byte[]> occurrences, int tasks) {
        return new Repetitions(occurrences
                .repartitionAndSortWithinPartitions(new ByContent(tasks))
                .mapPartitions(Repetitions::decide)
                .persist(StorageLevel.MEMORY_AND_DISK()));
    }

    private static Iterator<Decided> decide(Iterator<Tuple2<Occurrence, byte[]>> sorted) {
        return new Iterator<>() {
            private Occurrence last;
            private Decided upcoming;

            @Override
            public boolean hasNext() {
                while (upcoming == null && sorted.hasNext()) {
                    Tuple2<Occurrence, byte[]> next = sorted.next();
                    boolean isRepeated = last != null && last.hasContentOf(next._1());
                    last = next._1();
                    if (last.isOfBatch()) {
                        upcoming = new Decided(last, isRepeated, next._2());
                    }
                }
                return upcoming != null;
            }

            @Override
            public Decided next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException("There is no further suspect");
                }
                Decided next = upcoming;
                upcoming = null;
                return next;
            }
        };
    }

    /**
     * Counts the rows that were decided on.
     *
     * @return by contract and file, how many are duplicates and how many are not
     */
    Map<Integer, Map<String, long[]>> count() {
        Map<Integer, Map<String, long[]>> counts = new HashMap<>();
        decided.mapPartitions(rows -> {
                    Map<Integer, Map<String, long[]>> found = new HashMap<>();
                    rows.forEachRemaining(row ->
                            add(found, row.contract, row.file, row.isDuplicate ? 1 : 0, row.isDuplicate ? 0 : 1));
                    return List.of(found).iterator();
                })
                .collect()
                .forEach(found -> found.forEach((contract, files) ->
                        files.forEach((file, count) -> add(counts, contract, file, count[0], count[1]))));
        return counts;
    }

    private static void add(
            Map<Integer, Map<String, long[]>> counts, int contract, String file, long duplicates, long firsts) {
        long[] count = counts.computeIfAbsent(contract, of -> new HashMap<>()).computeIfAbsent(file, of -> new long[2]);
        count[0] += duplicates;
        count[1] += firsts;
    }

    /** The rows of a contract, of so many fields, that are no duplicates. */
    JavaRDD<InternalRow> firsts(int contract, int fields) {
        return decided.filter(row -> row.contract == contract && !row.isDuplicate)
                .map(row -> {
                    UnsafeRow first = new UnsafeRow(fields);
                    first.pointTo(row.row, Platform.BYTE_ARRAY_OFFSET, row.row.length);
                    return first;
                });
    }

    @Override
    public void close() {
        decided.unpersist(false);
    }
}
