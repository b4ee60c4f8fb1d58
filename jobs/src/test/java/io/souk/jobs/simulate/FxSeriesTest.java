package io.souk.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FxSeriesTest {

    @Test
    void noDayIsFurtherThanAWeekFromARate() {
        for (int day = Days.of("2018-01-01"); day <= Days.of("2020-12-31"); day++) {
            int quoted = day;
            while (!FxSeries.isQuoted(quoted)) {
                quoted--;
            }
            assertThat(day - quoted).isLessThanOrEqualTo(7);
            assertThat(FxSeries.rate(day)).isBetween(62_000L, 73_000L);
        }
    }

    @Test
    void aWeekendTakesFridaysRate() {
        assertThat(FxSeries.isQuoted(Days.of("2019-11-09"))).isFalse();
        assertThat(FxSeries.rate(Days.of("2019-11-10"))).isEqualTo(FxSeries.quote(Days.of("2019-11-08")));
    }

    @Test
    void dollarsBecomeFenAndYuanStayAsTheyAre() {
        int day = Days.of("2019-11-08");
        long rate = FxSeries.rate(day);
        long cents = 10_000;

        assertThat(FxSeries.toFen(Marketplace.ALIEXPRESS, cents, day)).isEqualTo(rate);
        assertThat(FxSeries.toFen(Marketplace.JD, cents, day)).isEqualTo(cents);
    }
}
