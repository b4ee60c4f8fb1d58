package io.souk.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final SimulationSettings SETTINGS = SimulationSettings.DEFAULT;

    @Test
    void onEveryDayThoseBelowTheNumberOfLastingBuyersHaveJoined() {
        Membership membership = new Membership(Company.PINDUODUO, SETTINGS, 10_000);
        for (int day = SETTINGS.firstDay(); day <= SETTINGS.lastDay(); day += 13) {
            int joined = 0;
            for (long rank = 0; rank < 10_000; rank++) {
                joined += membership.joinDay(rank) <= day ? 1 : 0;
            }
            assertThat(joined).isEqualTo((int) membership.lasting(day));
        }
    }

    @Test
    void visitorsNeverJoin() {
        Membership membership = new Membership(Company.ALIBABA, SETTINGS, 10_000);

        assertThat(membership.isVisitor(9_999)).isTrue();
        assertThat(membership.joinDay(9_999)).isEqualTo(Membership.NEVER);
        assertThat(membership.isVisitor(0)).isFalse();
        assertThat(membership.joinDay(0)).isEqualTo(Membership.BEFORE);
    }
}
