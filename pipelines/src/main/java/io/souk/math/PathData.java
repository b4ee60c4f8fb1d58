package io.souk.math;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Paths, each once, in an order of their own: whatever is computed from them depends neither on the order of the rows
 * they came from nor on how often a path was repeated there.
 */
public final class PathData {

    private final List<ConversionPath> paths;
    private final SortedSet<String> channels = new TreeSet<>();

    private PathData(Collection<ConversionPath> paths) {
        this.paths = List.copyOf(paths);
        paths.forEach(path -> channels.addAll(path.channels()));
    }

    /** Adds up the rows of equal paths. */
    public static PathData of(Iterable<ConversionPath> rows) {
        SortedMap<ConversionPath, ConversionPath> merged = new TreeMap<>(ConversionPath.CANONICAL);
        rows.forEach(row -> merged.merge(row, row, ConversionPath::plus));
        return new PathData(merged.values());
    }

    /** Each path once, by channels, then by ages. */
    public List<ConversionPath> paths() {
        return paths;
    }

    /** Every channel that occurs, by name. */
    public SortedSet<String> channels() {
        return new TreeSet<>(channels);
    }

    public BigDecimal conversions() {
        return total(ConversionPath::conversions);
    }

    public BigDecimal value() {
        return total(ConversionPath::value);
    }

    public BigDecimal nulls() {
        return total(ConversionPath::nulls);
    }

    /** The same conversions on transformed paths. */
    public PathData transformed(PathTransform transform, String target) {
        return of(paths.stream().map(path -> transform.apply(path, target)).toList());
    }

    private BigDecimal total(Function<ConversionPath, BigDecimal> amount) {
        return paths.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
