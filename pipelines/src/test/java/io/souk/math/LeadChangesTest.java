package io.souk.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.math.LeadChanges.LeadChange;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeadChangesTest {

    /** The twin: at each place, look back for the last difference. */
    @Property(tries = 500)
    void whoIsAheadAndWasBehindHasPassed(
            @ForAll @Size(12) long @LongRange(min = 0, max = 3) [] first,
            @ForAll @Size(12) long @LongRange(min = 0, max = 3) [] second) {
        List<LeadChange> expected = new ArrayList<>();
        for (int at = 0; at < first.length; at++) {
            int before = at - 1;
            while (before >= 0 && first[before] == second[before]) {
                before--;
            }
            if (before >= 0 && first[at] > second[at] && first[before] < second[before]) {
                expected.add(new LeadChange(at, before, true));
            }
            if (before >= 0 && first[at] < second[at] && first[before] > second[before]) {
                expected.add(new LeadChange(at, before, false));
            }
        }
        assertThat(LeadChanges.of(first, second)).isEqualTo(expected);
    }

    @Test
    void whoCatchesUpPassesOnlyWhenAhead() {
        assertThat(LeadChanges.of(new long[] {1, 2, 2, 3}, new long[] {2, 2, 2, 2}))
                .containsExactly(new LeadChange(3, 0, true));
    }

    @Test
    void whoCatchesUpAndFallsBackHasPassedNobody() {
        assertThat(LeadChanges.of(new long[] {1, 2, 1}, new long[] {2, 2, 2})).isEmpty();
    }

    @Test
    void theFirstLeadIsNoChange() {
        assertThat(LeadChanges.of(new long[] {0, 0, 5}, new long[] {0, 0, 4})).isEmpty();
    }
}
