package io.souk.math;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Path data for tests. */
final class Paths {

    private Paths() {}

    /** Rows such as {@code "A B C | 3 | 12.50 | 7"}: channels, conversions, value, nulls. */
    static PathData of(String rows) {
        return PathData.of(rows.lines().map(Paths::row).toList());
    }

    private static ConversionPath row(String row) {
        String[] cells = row.split("\\|");
        return ConversionPath.untimed(
                List.of(cells[0].strip().split(" ")),
                new BigDecimal(cells[1].strip()),
                new BigDecimal(cells[2].strip()),
                new BigDecimal(cells[3].strip()));
    }

    /** Up to 30 rows over the channels A to D with repeats and cycles; amounts are decimals, some of them zero. */
    static Arbitrary<List<ConversionPath>> rows() {
        Arbitrary<List<String>> channels =
                Arbitraries.of("A", "B", "C", "D").list().ofMinSize(1).ofMaxSize(6);
        Arbitrary<BigDecimal> amounts = Arbitraries.integers().between(0, 5_000).map(n -> BigDecimal.valueOf(n, 2));
        Arbitrary<BigDecimal> counts = Arbitraries.integers().between(0, 9).map(BigDecimal::valueOf);
        return Combinators.combine(channels, counts, amounts, counts)
                .as((path, conversions, value, nulls) -> ConversionPath.untimed(
                        path, conversions, conversions.signum() == 0 ? BigDecimal.ZERO : value, nulls))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** The rows with other names for some channels. */
    static PathData renamed(PathData data, String one, String other) {
        List<ConversionPath> rows = new ArrayList<>();
        for (ConversionPath path : data.paths()) {
            String[] channels = path.channels().stream()
                    .map(channel -> channel.equals(one) ? other : channel.equals(other) ? one : channel)
                    .toArray(String[]::new);
            rows.add(ConversionPath.untimed(Arrays.asList(channels), path.conversions(), path.value(), path.nulls()));
        }
        return PathData.of(rows);
    }

    static BigDecimal sum(Iterable<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            sum = sum.add(amount);
        }
        return sum;
    }
}
