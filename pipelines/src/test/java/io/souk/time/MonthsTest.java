package io.souk.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MonthsTest {

    @Test
    void aMonthIsItsFirstDay() {
        assertThat(Months.of(day("2020-02-29"))).isEqualTo(day("2020-02-01"));
        assertThat(Months.of(day("2020-03-01"))).isEqualTo(day("2020-03-01"));
        assertThat(Months.of(day("1969-12-31"))).isEqualTo(day("1969-12-01"));
    }

    @Test
    void monthsAreCountedAcrossYears() {
        assertThat(Months.plus(day("2019-11-01"), 3)).isEqualTo(day("2020-02-01"));
        assertThat(Months.between(day("2019-11-01"), day("2020-02-01"))).isEqualTo(3);
        assertThat(Months.between(day("2020-02-01"), day("2019-11-01"))).isEqualTo(-3);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
