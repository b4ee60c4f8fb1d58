package io.souk.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneysTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void touchesUpToTheConversionAndWithinTheLookbackCount() {
        Journeys journeys = Journeys.of(
                List.of(
                        touch("ann", "2026-01-01T11:59:59Z", "early"),
                        touch("ann", "2026-01-01T12:00:00Z", "mail"),
                        touch("bob", "2026-01-07T12:00:00Z", "other"),
                        touch("ann", "2026-01-08T12:00:00Z", "search"),
                        touch("ann", "2026-01-08T12:00:01Z", "late")),
                List.of(conversion("ann", "2026-01-08T12:00:00Z", "9.50")),
                WEEK,
                "direct");

        assertThat(texts(journeys))
                .containsExactly("[early] 0 0 1", "[late] 0 0 1", "[mail, search] 1 9.50 0", "[other] 0 0 1");
        assertThat(journeys.paths().paths().get(2).ages()).containsExactly(7L * 86_400_000_000L, 0L);
    }

    @Test
    void directCountsOnlyWhereNothingElseDoes() {
        Journeys journeys = Journeys.of(
                List.of(
                        touch("ann", "2026-01-01T00:00:00Z", "direct"),
                        touch("ann", "2026-01-02T00:00:00Z", "mail"),
                        touch("bob", "2026-01-01T00:00:00Z", "direct")),
                List.of(
                        conversion("ann", "2026-01-03T00:00:00Z", "1"),
                        conversion("bob", "2026-01-03T00:00:00Z", "2"),
                        conversion("eve", "2026-01-03T00:00:00Z", "4")),
                WEEK,
                "direct");

        assertThat(texts(journeys)).containsExactly("[direct] 1 4 0", "[direct] 1 2 0", "[mail] 1 1 0");
    }

    @Test
    void touchesWithoutConversionArePathsUntilAGapOrAConversion() {
        Journeys journeys = Journeys.of(
                List.of(
                        touch("ann", "2026-01-01T00:00:00Z", "a"),
                        touch("ann", "2026-01-08T00:00:00Z", "b"),
                        touch("ann", "2026-01-15T00:00:01Z", "c"),
                        touch("ann", "2026-02-01T00:00:00Z", "d"),
                        touch("ann", "2026-02-03T00:00:00Z", "e")),
                List.of(conversion("ann", "2026-02-02T00:00:00Z", "1")),
                WEEK,
                "direct");

        assertThat(texts(journeys)).containsExactly("[a, b] 0 0 1", "[c] 0 0 1", "[d] 1 1 0", "[e] 0 0 1");
    }

    @Test
    void aTouchCountsOnceForAConversionAndAgainForTheNext() {
        Journeys journeys = Journeys.of(
                List.of(touch("ann", "2026-01-01T00:00:00Z", "a"), touch("ann", "2026-01-01T00:00:00Z", "a")),
                List.of(conversion("ann", "2026-01-02T00:00:00Z", "1"), conversion("ann", "2026-01-02T00:00:00Z", "2")),
                WEEK,
                "direct");

        assertThat(texts(journeys)).containsExactly("[a] 2 3 0");
        assertThat(journeys.duplicates()).isEqualTo(1);
    }

    private static Journeys.Touch touch(String person, String at, String channel) {
        return new Journeys.Touch(person, micros(at), channel);
    }

    private static Journeys.Conversion conversion(String person, String at, String value) {
        return new Journeys.Conversion(person, micros(at), new BigDecimal(value));
    }

    private static long micros(String at) {
        return Instant.parse(at).getEpochSecond() * 1_000_000;
    }

    private static List<String> texts(Journeys journeys) {
        return journeys.paths().paths().stream()
                .map(path -> "%s %s %s %s".formatted(path.channels(), path.conversions(), path.value(), path.nulls()))
                .toList();
    }
}
