package io.souk.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PermutationTest {

    @Property(tries = 50)
    void everyNumberHasARankOfItsOwn(@ForAll @IntRange(min = 1, max = 3_000) int size, @ForAll long key) {
        Permutation ranks = new Permutation(size, key);
        Set<Long> seen = new HashSet<>();
        for (long number = 0; number < size; number++) {
            long rank = ranks.at(number);
            assertThat(rank).isBetween(0L, size - 1L);
            assertThat(seen.add(rank)).isTrue();
        }
    }
}
