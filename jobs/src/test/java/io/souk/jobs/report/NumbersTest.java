package io.souk.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0            | 0",
                "12.5         | 12.50",
                "999.4        | 999.40",
                "1234.56      | 1,235",
                "429600       | 429,600",
                "999999       | 999,999",
                "1000000      | 1.00 m",
                "1236500000   | 1.24 bn",
                "213500000000 | 213.5 bn",
                "3.2e12       | 3.20 tn",
                "-46200000    | −46.20 m"
            })
    void largeNumbersAreShort(BigDecimal value, String shown) {
        assertThat(Numbers.brief(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1242 | +12.4%",
                "-0.03 | −3.0%",
                "0.0004 | 0.0%",
                "-0.0004 | 0.0%",
                "2.99 | +299.0%",
                "7.68 | ×8.7"
            })
    void changesHaveASign(BigDecimal change, String shown) {
        assertThat(Numbers.change(change)).isEqualTo(shown);
    }

    @Test
    void exactNumbersKeepTheirCents() {
        assertThat(Numbers.exact(new BigDecimal("1236500000.10"))).isEqualTo("1,236,500,000.10");
        assertThat(Numbers.exact(new BigDecimal("7.00"))).isEqualTo("7");
        assertThat(Numbers.longDate(LocalDate.of(2019, 11, 11))).isEqualTo("Monday, 11 November 2019");
    }
}
