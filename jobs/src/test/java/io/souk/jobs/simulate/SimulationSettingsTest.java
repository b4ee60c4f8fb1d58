package io.souk.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SimulationSettingsTest {

    private static final LocalDate FROM = LocalDate.of(2018, 1, 1);
    private static final LocalDate TO = LocalDate.of(2019, 12, 31);

    @Test
    void aScaleIsWrittenAsOneToMany() {
        assertThat(SimulationSettings.parseScale("1:100000")).isEqualTo(100_000);
        assertThatThrownBy(() -> SimulationSettings.parseScale("100000"))
                .hasMessage("'100000' is no scale. Write for example 1:100000.");
    }

    @Test
    void datesWithoutReportedFiguresAreRefused() {
        assertThatThrownBy(() -> new SimulationSettings(100_000, LocalDate.of(2016, 1, 1), TO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2016-01-01 to 2019-12-31 cannot be simulated")
                .hasMessageContaining("lie between 2018-01-01 and 2020-12-31");
        assertThatThrownBy(() -> new SimulationSettings(100_000, TO, FROM, 1))
                .hasMessageContaining("the first one first");
    }

    @Test
    void aMarketOfNobodyIsRefused() {
        assertThatThrownBy(() -> new SimulationSettings(10_000_000, FROM, TO, 1))
                .hasMessageContaining("Choose between 1:1 and 1:1000000");
    }
}
