package io.souk.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.competition.RankCrossings;
import io.souk.gold.sales.Gmv;
import io.souk.silver.Orders;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final LocalDate MAY = LocalDate.of(2024, 5, 1);
    private static final LocalDate JUNE = LocalDate.of(2024, 6, 1);

    private final Changes changes = new Changes();

    @Test
    void aLawIsHeldInAllMonthsInWhichAnyOfItsTablesHasChanged() {
        changes.note(Gmv.TABLE, new Staged.Months(null, Set.of(MAY)));
        changes.note(ChannelAttribution.TABLE, new Staged.Months(null, Set.of(JUNE)));
        changes.note(Orders.TABLE, new Staged.Same());

        assertThat(changes.of(List.of(Gmv.TABLE))).contains(new TreeSet<>(Set.of(MAY)));
        assertThat(changes.of(List.of(Gmv.TABLE, ChannelAttribution.TABLE, Orders.TABLE)))
                .contains(new TreeSet<>(Set.of(MAY, JUNE)));
        assertThat(changes.of(List.of(Orders.TABLE))).contains(new TreeSet<>());
    }

    @Test
    void aTableThatWasMadeWholeHasChangedEverywhere() {
        changes.note(Gmv.TABLE, new Staged.All(null));
        changes.note(ChannelAttribution.TABLE, new Staged.Months(null, Set.of(JUNE)));

        assertThat(changes.of(List.of(Gmv.TABLE, ChannelAttribution.TABLE))).isEmpty();
    }

    @Test
    void aTableThatIsNotKeptByMonthSaysNothingOfMonths() {
        changes.note(RankCrossings.TABLE, new Staged.All(null));
        changes.note(Gmv.TABLE, new Staged.Months(null, Set.of(MAY)));

        assertThat(RankCrossings.TABLE.isByMonth()).isFalse();
        assertThat(changes.of(List.of(RankCrossings.TABLE, Gmv.TABLE))).contains(new TreeSet<>(Set.of(MAY)));
    }
}
