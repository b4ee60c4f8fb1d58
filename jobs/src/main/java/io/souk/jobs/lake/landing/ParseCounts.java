package io.souk.jobs.lake.landing;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;
import scala.Tuple2;

/**
 * How many records of each file are good and broken, collected while the files are parsed. A file has an entry once it was parsed
 * to its end. Every parse of a file finds the same: tasks that are repeated change nothing.
 */
public final class ParseCounts
        extends AccumulatorV2<Tuple2<String, ParseCounts.OfFile>, Map<String, ParseCounts.OfFile>> {

    /**
     * The records of a file.
     *
     * @param brokenBy the broken ones by reason; one with two reasons counts under both
     */
    public record OfFile(long good, long broken, Map<String, Long> brokenBy) implements Serializable {}

    private final Map<String, OfFile> byFile = new ConcurrentHashMap<>();

    @Override
    public boolean isZero() {
        return byFile.isEmpty();
    }

    @Override
    public AccumulatorV2<Tuple2<String, OfFile>, Map<String, OfFile>> copy() {
        ParseCounts copy = new ParseCounts();
        copy.byFile.putAll(byFile);
        return copy;
    }

    @Override
    public void reset() {
        byFile.clear();
    }

    @Override
    public void add(Tuple2<String, OfFile> found) {
        byFile.put(found._1(), found._2());
    }

    @Override
    public void merge(AccumulatorV2<Tuple2<String, OfFile>, Map<String, OfFile>> other) {
        byFile.putAll(other.value());
    }

    /** By file, what was found so far. */
    @Override
    public Map<String, OfFile> value() {
        return byFile;
    }
}
