package io.souk.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "1d, 2019-11-11, 2019-11-11",
        "7d, 2019-11-11, 2019-11-05",
        "30d, 2019-11-30, 2019-11-01",
        "12m, 2019-12-31, 2019-01-01",
        "12m, 2020-02-28, 2019-03-01",
        "12m, 2020-02-29, 2019-03-01",
        "12m, 2021-02-28, 2020-02-29",
        "1m, 2019-03-31, 2019-03-01"
    })
    void aWindowBeginsOn(String name, LocalDate last, LocalDate first) {
        assertThat(LocalDate.ofEpochDay(Window.of(name).firstDay((int) last.toEpochDay())))
                .isEqualTo(first);
    }

    @Test
    void twelveMonthsAreAYearAndADayWhereA29FebruaryLiesInside() {
        int last = (int) LocalDate.of(2020, 12, 31).toEpochDay();

        assertThat(last - Window.of("12m").firstDay(last) + 1).isEqualTo(366);
    }

    @ParameterizedTest
    @CsvSource({"0d", "d", "12", "12y", "-1d", "1.5m", "''"})
    void aNameThatIsNoWindowIsRefused(String name) {
        assertThatThrownBy(() -> Window.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("7d or 12m");
    }

    /** By definition: the last D whose window contains the day, found by looking at each. */
    @Property
    void theLastDayThatCoversADayIsTheLastWhoseWindowContainsIt(
            @ForAll @IntRange(min = 10_000, max = 25_000) int day, @ForAll @IntRange(min = 0, max = 6) int which) {
        Window window = Window.of(new String[] {"1d", "7d", "30d", "1m", "3m", "6m", "12m"}[which]);
        int last = day;
        for (int candidate = day; candidate < day + 400; candidate++) {
            if (window.firstDay(candidate) <= day) {
                last = candidate;
            }
        }

        assertThat(window.lastDayCovering(day)).isEqualTo(last);
    }
}
