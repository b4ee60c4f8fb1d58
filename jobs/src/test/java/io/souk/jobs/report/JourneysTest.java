package io.souk.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneysTest {

    private static final LocalDate MONTH = LocalDate.of(2019, 10, 1);

    @Test
    void whoHasEndedStaysThereInLaterSteps() {
        Journeys journeys = Journeys.of(
                        List.of(new Measured.Modelled("shapley", "a", BigDecimal.TEN, Figure.of(1))),
                        List.of(
                                new Measured.Stepped(1, "(start)", "a", 4),
                                new Measured.Stepped(2, "a", "(conversion)", 1),
                                new Measured.Stepped(2, "a", "b", 3),
                                new Measured.Stepped(3, "b", "(null)", 2),
                                new Measured.Stepped(3, "b", "a", 1),
                                new Measured.Stepped(4, "a", "b", 1),
                                new Measured.Stepped(5, "b", "(conversion)", 1)),
                        MONTH)
                .content();

        assertThat(journeys.journeys()).isEqualTo(4);
        assertThat(journeys.states().stream()
                        .map(state -> state.name() + " "
                                + state.parts().stream()
                                        .map(BigDecimal::toPlainString)
                                        .toList()))
                .containsExactly(
                        "a [1, 0, 0.25, 0]",
                        "b [0, 0.75, 0, 0.25]",
                        "(conversion) [0, 0.25, 0.25, 0.25]",
                        "(null) [0, 0, 0.5, 0.5]");
        assertThat(journeys.ways()).containsExactly(new Journeys.Way("a", "b", 4), new Journeys.Way("b", "a", 1));
    }

    @Test
    void aBandIsAsBroadAsTheJourneysThatWentThatWay() {
        Journeys journeys = Journeys.of(
                        List.of(new Measured.Modelled("shapley", "a", BigDecimal.TEN, Figure.of(1))),
                        List.of(
                                new Measured.Stepped(1, "(start)", "a", 4),
                                new Measured.Stepped(2, "a", "(conversion)", 1),
                                new Measured.Stepped(2, "a", "b", 3),
                                new Measured.Stepped(3, "b", "(null)", 3)),
                        MONTH)
                .content();

        String drawn = JourneyFlow.of(journeys).toString();

        assertThat(drawn)
                .contains("<title>a at step 1: 4 journeys, 100.0% of all</title>")
                .contains("<title>a to b: 3 journeys, 75.0% of all</title>")
                .contains("<title>b to ended without an order: 3 journeys, 75.0% of all</title>");
        // Four states leave 360 - 24 - 4 x 6 = 312 for four journeys.
        assertThat(drawn)
                .contains("height=\"312.0\"")
                .contains("height=\"234.0\"")
                .contains("height=\"78.0\"");
    }

    @Test
    void aMonthWithoutAnOrderSaysSo() {
        assertThat(Journeys.of(List.of(), List.of(), MONTH).absence()).contains("No order was paid");
    }

    @Test
    void theMonthIsTheLastThatIsComplete() {
        assertThat(Journeys.monthOf(LocalDate.of(2019, 10, 31))).isEqualTo(MONTH);
        assertThat(Journeys.monthOf(LocalDate.of(2019, 11, 1))).isEqualTo(MONTH);
        assertThat(Journeys.monthOf(LocalDate.of(2019, 11, 29))).isEqualTo(MONTH);
    }
}
