package io.souk.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTransformTest {

    /** The example by which Google's Fractribution documents its transforms; the removals are of C. */
    @ParameterizedTest
    @CsvSource({
        "UNIQUE_PATH, D A B B C D C C",
        "EXPOSURE_PATH, D A B C D C",
        "FIRST_PATH, D A B C",
        "FREQUENCY_PATH, D(2) A(1) B(2) C(3)",
        "REMOVE_IF_LAST_AND_NOT_ALL, D A B B C D",
        "REMOVE_IF_NOT_ALL, D A B B D"
    })
    void theTextbookPathIsTransformed(PathTransform transform, String expected) {
        assertThat(transformed(transform, "D A B B C D C C", "C")).isEqualTo(expected);
    }

    @Test
    void aPathOfTheTargetAloneStays() {
        assertThat(transformed(PathTransform.REMOVE_IF_LAST_AND_NOT_ALL, "C C", "C"))
                .isEqualTo("C C");
        assertThat(transformed(PathTransform.REMOVE_IF_NOT_ALL, "C C", "C")).isEqualTo("C C");
    }

    @Test
    void aTargetThatIsNotLastStaysLast() {
        assertThat(transformed(PathTransform.REMOVE_IF_LAST_AND_NOT_ALL, "C A", "C"))
                .isEqualTo("C A");
    }

    @Test
    void ofTouchesThatBecomeOneTheFirstKeepsItsAge() {
        ConversionPath path = new ConversionPath(
                List.of("A", "A", "B", "A"),
                List.of(40L, 30L, 20L, 10L),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO);

        assertThat(PathTransform.EXPOSURE_PATH.apply(path, "").ages()).containsExactly(40L, 20L, 10L);
        assertThat(PathTransform.FREQUENCY_PATH.apply(path, "").ages()).containsExactly(40L, 20L);
        assertThat(PathTransform.REMOVE_IF_NOT_ALL.apply(path, "A").ages()).containsExactly(20L);
    }

    @Test
    void pathsThatBecomeEqualAreAddedUp() {
        PathData data = Paths.of("""
                A A B | 1 | 5.00 | 2
                A B B | 3 | 1.25 | 4""");

        assertThat(data.transformed(PathTransform.EXPOSURE_PATH, "").paths())
                .containsExactlyElementsOf(Paths.of("A B | 4 | 6.25 | 6").paths());
    }

    private static String transformed(PathTransform transform, String path, String target) {
        return String.join(
                " ",
                transform
                        .apply(Paths.of(path + " | 1 | 0 | 0").paths().get(0), target)
                        .channels());
    }
}
